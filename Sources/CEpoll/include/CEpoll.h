#pragma once

// Swift's Glibc module leaves epoll out. No _GNU_SOURCE here: it changes the prototypes of the socket calls.
#include <sys/epoll.h>
