/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * The words of the signs of automatic_signs.h, in many languages. Each list ends with NULL; "*" is
 * a gap of some words, or any ending (core/script/phrases.h).
 */

/* automatic_away.c */
extern const char *const rebound_automatic_away[];

/* automatic_return.c */
extern const char *const rebound_automatic_back[];
extern const char *const rebound_automatic_until[];
extern const char *const rebound_automatic_when[];
extern const char *const rebound_automatic_urgent[];
extern const char *const rebound_automatic_deputy[];
extern const char *const rebound_automatic_later[];

/* automatic_gone.c */
extern const char *const rebound_automatic_gone[];
extern const char *const rebound_automatic_change[];

/* automatic_desk.c */
extern const char *const rebound_automatic_received[];
extern const char *const rebound_automatic_thanks[];
extern const char *const rebound_automatic_service[];
extern const char *const rebound_automatic_unread[];
extern const char *const rebound_automatic_machine[];

/* automatic_guard.c */
extern const char *const rebound_automatic_guard[];
extern const char *const rebound_automatic_act[];
extern const char *const rebound_automatic_release[];
extern const char *const rebound_automatic_human[];
extern const char *const rebound_automatic_held[];
extern const char *const rebound_automatic_notice[];

/* automatic_letter.c */
extern const char *const rebound_automatic_request[];
extern const char *const rebound_automatic_past[];
extern const char *const rebound_automatic_trade[];
extern const char *const rebound_automatic_offer[];
