#pragma once

// What Swift's Glibc module leaves out. No _GNU_SOURCE here: it changes the prototypes of the socket calls.
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
