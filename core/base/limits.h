/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * Every limit on what a message, a rule or a report may cost, on one page. What is over a limit is
 * read up to it, and the report bears a fault.
 */

/* One message. */
#define REBOUND_LIMIT_MESSAGE_BYTES      (16 * 1024 * 1024) /* read of one message */
#define REBOUND_LIMIT_HEADER_FIELD_BYTES (256 * 1024)
#define REBOUND_LIMIT_HEADER_BLOCK_BYTES (1024 * 1024)
#define REBOUND_LIMIT_HEADER_FIELDS      2000
#define REBOUND_LIMIT_PARTS              1000
#define REBOUND_LIMIT_NESTING            64
#define REBOUND_LIMIT_BOUNDARY_BYTES     2048
#define REBOUND_LIMIT_PARAMETERS         1000

/* One report. */
#define REBOUND_LIMIT_MACHINE_PART_BYTES (1024 * 1024)
#define REBOUND_LIMIT_TEXT_BYTES         (256 * 1024) /* decoded human text that is read */
#define REBOUND_LIMIT_DIAGNOSTIC_BYTES   (16 * 1024)
#define REBOUND_LIMIT_DIAGNOSTICS_BYTES  (8 * 1024 * 1024) /* of all recipients, shared or not */
#define REBOUND_LIMIT_FIELD_BYTES        (16 * 1024) /* any other string of a report */
#define REBOUND_LIMIT_ADDRESS_BYTES      254         /* RFC 5321 section 4.5.3.1.3, less <> */
#define REBOUND_LIMIT_KEY_BYTES        1024        /* of an address: A-labels are longer */
#define REBOUND_LIMIT_RECIPIENTS         10000
#define REBOUND_LIMIT_KEPT_HEADERS       200
#define REBOUND_LIMIT_EXTENSIONS         32   /* fields of a group that no standard defines */
#define REBOUND_LIMIT_EXTENSION_BYTES    1024 /* the value of one */

/* What the events of one message keep. */
#define REBOUND_LIMIT_KEPT_BYTES (4 * 1024 * 1024) /* in full; those behind it in part, with */
#define REBOUND_LIMIT_PART_BYTES 300               /* so much of a text */

/* One line of what commands read line by line. */
#define REBOUND_LIMIT_LINE_BYTES (256 * 1024)

/* Rules. */
#define REBOUND_LIMIT_LUA_BYTES        (64 * 1024 * 1024)
#define REBOUND_LIMIT_LUA_LOAD_STEPS   50000000 /* Lua instructions while a file loads */
#define REBOUND_LIMIT_LUA_CALL_STEPS   2000000  /* Lua instructions of one call */
#define REBOUND_LIMIT_PATTERN_STEPS    2000000  /* steps of one call's pattern functions */
#ifdef __SANITIZE_ADDRESS__
#define REBOUND_LIMIT_LUA_LOAD_CPU_MS 5000 /* it makes all take longer */
#else
#define REBOUND_LIMIT_LUA_LOAD_CPU_MS 2000 /* processor time while a file loads */
#endif
#define REBOUND_LIMIT_LUA_CALL_CPU_MS  200 /* and of one call */
#define REBOUND_LIMIT_LUA_LOAD_CHURN   ((gsize)2048 * 1024 * 1024) /* bytes asked for in all */
#define REBOUND_LIMIT_LUA_CALL_CHURN   ((gsize)256 * 1024 * 1024)
#define REBOUND_LIMIT_REGEX_MATCH      100000   /* PCRE2 match limit */
#define REBOUND_LIMIT_REGEX_DEPTH      1000
#define REBOUND_LIMIT_PHRASE_GAP_BYTES 160      /* what a * in a phrase may stand for */

/* One transaction of a run. */
#define REBOUND_LIMIT_BATCH_EVENTS  32000               /* and those of one message more */
#define REBOUND_LIMIT_BATCH_BYTES   (192 * 1024 * 1024) /* of messages and their events */
#define REBOUND_LIMIT_BATCH_SECONDS 5                   /* others wait for 10 s */

/* Workers. */
#ifdef __SANITIZE_ADDRESS__
#define REBOUND_LIMIT_WORKER_CPU_SECONDS 4 /* it makes all take longer */
#else
#define REBOUND_LIMIT_WORKER_CPU_SECONDS 2
#endif
#define REBOUND_LIMIT_WORKER_WALL_SECONDS 10
#define REBOUND_LIMIT_JOBS                64
#define REBOUND_LIMIT_RECORD_BYTES        (8 * 1024 * 1024) /* of one report, from a worker */
#define REBOUND_LIMIT_RECORD_STRING_BYTES (64 * 1024)       /* more than any field has */
#define REBOUND_LIMIT_SCRIPT_ERRORS       1000 /* different failures of cards that a run tells */
