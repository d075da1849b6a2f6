/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * What a worker process gives up before it sees the first byte of a mail.
 */

/**
 * All of it: die with the parent, gain no rights, dump no core, stay below limits on memory and
 * files, and rebound_confine_system_calls(). (Under a sanitizer less: it needs what is refused.)
 */
void rebound_confine_process(void);

/**
 * Let the kernel refuse (EPERM) what reading a mail never needs: sockets, other programs and
 * processes, and any change of files. Reading files stays possible, since character sets are loaded
 * from them.
 *
 * @return FALSE where the kernel or the machine has no such filter; the worker works without
 */
gboolean rebound_confine_system_calls(void);
