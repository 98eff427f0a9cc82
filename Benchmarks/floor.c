// The least that a server on epoll costs: one loop a core with a listener of its own, one recv and one send a request,
// a constant answer, and no look at what was asked beyond counting the empty lines that end heads. What the kernel
// takes for its part is in it, and nothing else; no HTTP server on this machine can be cheaper by much.
//
//   cc -O2 -o floor floor.c -lpthread && ./floor PORT FILE [THREADS]
//
// FILE holds the whole answer, head and body, as it goes out.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static char *answer;
static size_t length;
static int port;

static void fail(const char *call) {
  perror(call);
  exit(1);
}

static int listener(void) {
  int on = 1, number = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (number < 0) fail("socket");
  setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(number, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(number, (struct sockaddr *)&address, sizeof address) || listen(number, 4096)) fail("bind");
  return number;
}

// Sends all of it; a reader that stalls is waited for, which a benchmark's never does for long.
static int send_all(int number, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(number, bytes, count, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    bytes += sent;
    count -= sent;
  }
  return 0;
}

static void *run(void *unused) {
  (void)unused;
  static __thread char input[65536];
  struct epoll_event events[256], event = {.events = EPOLLIN};
  int accepting = listener(), set = epoll_create1(0);
  event.data.fd = accepting;
  if (set < 0 || epoll_ctl(set, EPOLL_CTL_ADD, accepting, &event)) fail("epoll");
  for (;;) {
    int count = epoll_wait(set, events, 256, -1);
    for (int index = 0; index < count; index++) {
      int number = events[index].data.fd;
      if (number == accepting) {
        for (int client; (client = accept4(accepting, NULL, NULL, 0)) >= 0;) {
          event.data.fd = client;
          epoll_ctl(set, EPOLL_CTL_ADD, client, &event);
        }
        continue;
      }
      ssize_t received = recv(number, input, sizeof input, MSG_DONTWAIT);
      if (received < 0 && errno == EAGAIN) continue;
      if (received <= 0) {
        close(number);
        continue;
      }
      // wrk sends whole heads; each ends in an empty line.
      for (ssize_t place = 3; place < received; place++)
        if (input[place] == '\n' && input[place - 2] == '\n')
          if (send_all(number, answer, length)) {
            close(number);
            break;
          }
    }
  }
}

int main(int count, char **arguments) {
  if (count < 3) return fprintf(stderr, "usage: floor PORT FILE [THREADS]\n"), 64;
  port = atoi(arguments[1]);
  int file = open(arguments[2], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status)) fail(arguments[2]);
  length = status.st_size;
  answer = malloc(length);
  if (!answer || read(file, answer, length) != (ssize_t)length) fail(arguments[2]);
  int threads = count > 3 ? atoi(arguments[3]) : (int)sysconf(_SC_NPROCESSORS_ONLN);
  signal(SIGPIPE, SIG_IGN);
  pthread_t thread;
  for (int index = 1; index < threads; index++) pthread_create(&thread, NULL, run, NULL);
  run(NULL);
}
