/* SPDX-License-Identifier: MIT */
#pragma once

#include "../cli/program.h"
#include "sanitized.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/base/text.h"

/**
 * @file
 * Hostile mails, the program run on them, and what it may cost.
 */

/* Of one command over a mailbox: user and system time in seconds, and memory of each process. A
 * sanitizer takes several times as much of both. */
#define HOSTILE_SECONDS	  (SANITIZED ? 15.0 : 2.0)
#define HOSTILE_KILOBYTES (SANITIZED ? G_MAXLONG : 64L * 1024)

#define HOSTILE_FROM "From MAILER-DAEMON Tue Mar  3 04:05:06 2026\n"
#define HOSTILE_HEAD                                                                               \
	"From: MAILER-DAEMON@mx.harbour.example\nTo: bounces@island.example\n"                     \
	"Subject: Undelivered mail returned to sender\n"
#define HOSTILE_REPORT                                                                             \
	HOSTILE_HEAD "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" \
		     "--b\nContent-Type: message/delivery-status\n\n"                              \
		     "Reporting-MTA: dns; mx.harbour.example\n\n"

/* A bounce that must be read, whatever came before it. */
#define HOSTILE_NEXT                                                                               \
	"\n\n" HOSTILE_FROM HOSTILE_REPORT                                                         \
	"Final-Recipient: rfc822; next@quay.example\nAction: failed\nStatus: 5.1.1\n"              \
	"Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n--b--\n"

/* A file of the program's folder, written without keeping it in memory. */
static inline FILE *hostile_open(const struct program *program, const char *name)
{
	g_autofree char *path = program_file(program, name);
	FILE *file = fopen(path, "we");

	ck_assert_ptr_nonnull(file);
	return file;
}

static inline void hostile_repeat(FILE *file, const char *text, guint count)
{
	for (guint i = 0; i < count; i++)
		fputs(text, file);
}

struct hostile_cost {
	double seconds; /**< of processor time, in all processes */
	long kilobytes; /**< of the largest process */
};

/* Runs the program and measures it: what it costs is what its children and they cost. */
static inline struct hostile_cost hostile_run(struct program *program, const char *arguments)
{
	g_autofree char *line = g_strdup_printf("exec \"$REBOUND\" %s >out 2>err", arguments);
	const char *const command[] = {"/bin/sh", "-c", line, NULL};
	g_auto(GStrv) environment = g_get_environ();
	struct rusage usage;
	GPid child;
	int status = 0;

	environment = g_environ_setenv(environment, "REBOUND", REBOUND_PROGRAM, TRUE);
	environment = g_environ_unsetenv(environment, "G_DEBUG");
	ck_assert(g_spawn_async(program->folder, (char **)command, environment,
		G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL));
	ck_assert_int_eq(wait4(child, &status, 0, &usage), child);
	program->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	g_autofree char *out = program_file(program, "out"), *err = program_file(program, "err");
	g_clear_pointer(&program->out, g_free);
	g_clear_pointer(&program->err, g_free);
	g_file_get_contents(out, &program->out, NULL, NULL);
	g_file_get_contents(err, &program->err, NULL, NULL);
	return (struct hostile_cost){
		.seconds = (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
			   (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
		.kilobytes = usage.ru_maxrss,
	};
}

/* Holds a command over a mailbox to what it may cost. */
static inline void hostile_check_cost(
	const char *name, const char *command, struct hostile_cost cost)
{
	if (g_getenv("REBOUND_TEST_SHOW") != NULL)
		g_print("%-26s %-8s %.2f s %ld KB\n", name, command, cost.seconds, cost.kilobytes);
	ck_assert_msg(
		cost.seconds < HOSTILE_SECONDS, "%s: %s takes %.1f s", name, command, cost.seconds);
	ck_assert_msg(cost.kilobytes < HOSTILE_KILOBYTES, "%s: %s takes %ld KB", name, command,
		cost.kilobytes);
}

static inline gboolean hostile_is_control(gunichar c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

/* What is printed is UTF-8 without controls but LF. (An assertion for each character would take
 * minutes over what some mails say.) */
static inline void hostile_check_output(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		const char *at = lines[i];

		ck_assert_msg(g_utf8_validate(at, -1, NULL), "no UTF-8: %s", lines[i]);
		while (*at != '\0' && !hostile_is_control(g_utf8_get_char(at)))
			at = g_utf8_next_char(at);
		ck_assert_msg(
			*at == '\0', "control U+%04X in \"%s\"", g_utf8_get_char(at), lines[i]);
	}
}

static inline gboolean hostile_has_strace(void)
{
	return system("strace -f -o /dev/null true >/dev/null 2>&1") == 0;
}
