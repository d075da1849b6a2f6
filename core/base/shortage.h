/* SPDX-License-Identifier: MIT */
#pragma once

#include <errno.h>
#include <glib.h>

/**
 * @file
 * Errors of the system that pass.
 */

/** Whether an errno says that the machine or the process has no more of something: what failed may
 * well be done later. */
static inline gboolean rebound_is_shortage(int number)
{
	return number == EMFILE || number == ENFILE || number == EAGAIN || number == ENOMEM;
}
