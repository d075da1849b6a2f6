/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>
#include <glib.h>

/**
 * @file
 * What every test binary shares: each check_MODULE.c defines rebound_suite(), and check_main.c
 * holds the one main().
 */

/** The suite of this binary. */
Suite *rebound_suite(void);

/** The absolute path of a file below the source folder; the caller frees it. */
static inline char *rebound_test_path(const char *relative)
{
	return g_build_filename(REBOUND_SOURCE_DIR, relative, NULL);
}
