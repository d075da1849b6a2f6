/* SPDX-License-Identifier: MIT */
/* The same in the form for other processors than those of the x86-64 kind. */
#undef __SSE2__
#include "check_chunk.c" /* NOLINT(bugprone-suspicious-include) */
