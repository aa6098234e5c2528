/// The few system calls that Swift cannot make itself: those with variable arguments, with
/// control messages, or missing from the C library's module.
#pragma once
#include <stddef.h>
#include <sys/types.h>

#include "BoxProtocol.h"

/// Starts `path` with an empty environment, default signals, and `descriptors[i]` as its
/// descriptor `i`; no other descriptor survives. Returns 0 or the error number.
int csandbox_spawn(const char *path, char *const *arguments, const int *descriptors,
                   size_t count, pid_t *process);

/// Sends one record and, with it, copies of the descriptors (at most four). Returns 0 or the
/// error number; a closed peer is EPIPE, never a signal.
int csandbox_send(int socket, const struct box_message *message, const int *descriptors,
                  size_t count);

/// A pipe whose ends pass to no program that is started: reading, then writing. 0, or -1.
int csandbox_pipe(int *ends);

/// A descriptor that becomes readable when the child ends, or -1 with errno set.
int csandbox_pidfd_open(pid_t process);

/// An anonymous file in memory that holds these bytes and is read from the start, or -1.
int csandbox_memory_file(const void *bytes, size_t count);
