/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/** Append C that defines rebound_statement_dictionary; the source includes
 * core/rules/statement_dictionary.h. */
void rebound_write_dictionary(GString *out);
