/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Whether somebody is writing to an mbox. Mail systems lock one in different ways before they
 * append to it; all of them are looked at, none is taken for longer than a look, and none is ever
 * broken.
 */

/**
 * Wait until nobody holds an mbox, up to two seconds.
 *
 * @param path        of the mbox; a dotlock is PATH.lock
 * @param descriptor  of the mbox, open for reading
 * @param size        set to the file's size at that moment
 * @return NULL where nobody holds it; else who does, in words, and then its end may be unfinished.
 *         The caller frees it.
 */
char *rebound_mailbox_wait(const char *path, int descriptor, guint64 *size);
