/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * What a worker process gives up before it sees the first byte of a mail.
 */

/**
 * At its start: die with the parent, gain no rights, dump no core, stay below limits on memory and
 * files. (Under a sanitizer memory has no limit: it reserves more than any.)
 */
void rebound_confine_process(void);

/**
 * When its rules are loaded, and before the first byte of a mail: opens what it needs of files, and
 * then rebound_confine_system_calls(). (Under a sanitizer neither: it needs what is refused.)
 */
void rebound_confine_before_mail(void);

/**
 * Let the kernel refuse (EPERM) all but what reading a mail needs: reading and writing what is open
 * already, memory, clocks, signals to itself, the end. No file can be opened, no socket made, no
 * program or process started.
 *
 * @return FALSE where the kernel or the machine has no such filter; the worker works without
 */
gboolean rebound_confine_system_calls(void);
