/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/message.h"

/**
 * @file
 * What a body shows itself to be where its header does not say so, as a program leaves it that cuts
 * or rewrites headers.
 */

/**
 * Look at the raw bytes of a leaf, and set what it does not declare: a transfer encoding of base64
 * or quoted-printable (RFC 2045 sections 6.7 and 6.8), which all of its lines keep to, or HTML in
 * place of plain text. What is declared stays.
 */
void rebound_undeclared_read(struct rebound_part *part, const char *raw, gsize len);
