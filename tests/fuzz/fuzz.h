/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#include <rebound/report.h>

/**
 * @file
 * What the fuzz targets share. Each fuzz_NAME.c defines libFuzzer's entry; without libFuzzer,
 * replay.c calls it once for each seed.
 */

/** Called for each input; libFuzzer's name and types. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Called once before all inputs; libFuzzer's name and types. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/** Stop with a message: a promise does not hold for this input. */
#define FUZZ_CHECK(condition)                                                                      \
	do {                                                                                       \
		if (!(condition))                                                                  \
			g_error("%s:%d: %s", __FILE__, __LINE__, #condition);                      \
	} while (0)

/** Check an address that may be acted upon: clean, one by the grammar, and read as itself. */
void fuzz_check_address(const char *text);

/** Check what a report promises of its strings, addresses and numbers. */
void fuzz_check_report(const struct rebound_report *report);
