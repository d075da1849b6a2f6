/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/report/builder.h"

/**
 * @file
 * A report that is built afresh for each test: set_up() and tear_down() are the two halves of
 * tcase_add_checked_fixture().
 */

static struct rebound_arena *arena;
static struct rebound_builder builder;

static void set_up(void)
{
	arena = rebound_arena_new();
	rebound_builder_init(&builder);
	rebound_builder_start(&builder, arena);
}

static void tear_down(void)
{
	rebound_builder_clear(&builder);
	rebound_arena_free(arena);
}
