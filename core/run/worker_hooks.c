/* SPDX-License-Identifier: MIT */
#include "core/run/worker_hooks.h"

#ifdef REBOUND_TEST_HOOKS

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <rebound/error.h>
#include <rebound/report.h>
#include "core/base/limits.h"
#include "core/report/record.h"
#include "core/run/frame.h"

#define DROP_BYTES   1000
#define SHARED_BYTES 16000

static gboolean is_in(const struct rebound_mail *mail, const char *variable)
{
	const char *text = g_getenv(variable);

	return text != NULL && *text != '\0' &&
	       memmem(mail->data, mail->len, text, strlen(text)) != NULL;
}

void rebound_worker_hooks_obey(const struct rebound_mail *mail)
{
	if (is_in(mail, "REBOUND_TEST_CRASH"))
		abort();
	while (is_in(mail, "REBOUND_TEST_HANG"))
		continue;
	while (is_in(mail, "REBOUND_TEST_SLEEP"))
		sleep(1);
}

static void add_shared_strings(GByteArray *output, guint64 number)
{
	g_autofree struct rebound_recipient *recipients =
		g_new0(struct rebound_recipient, REBOUND_LIMIT_RECIPIENTS);
	g_autofree char *text = g_strnfill(SHARED_BYTES, 'x');
	struct rebound_report report = {.source = "x",
		.kind = REBOUND_KIND_FAILURE,
		.recipients = recipients,
		.recipient_count = REBOUND_LIMIT_RECIPIENTS};

	for (guint i = 0; i < REBOUND_LIMIT_RECIPIENTS; i++)
		recipients[i] = (struct rebound_recipient){.kind = REBOUND_KIND_FAILURE,
			.address = text,
			.original_address = text,
			.address_as_given = text,
			.text = text,
			.remote_mta = text};
	rebound_frame_add_number(output, number);
	rebound_frame_add_string(output, NULL);
	rebound_record_write(&report, output);
}

gboolean rebound_worker_hooks_speak(
	const struct rebound_mail *mail, guint64 number, GByteArray *output, int out)
{
	const char *says = g_getenv("REBOUND_TEST_SAYS");
	enum rebound_frame_type type = REBOUND_FRAME_RECORD;

	if (says == NULL || !is_in(mail, "REBOUND_TEST_TAKEN"))
		return FALSE;
	if (strcmp(says, "ready") == 0)
		type = REBOUND_FRAME_READY;
	else if (strcmp(says, "refused") == 0)
		type = REBOUND_FRAME_REFUSED;
	gsize place = rebound_frame_begin(output, type);
	if (strcmp(says, "same") == 0) {
		add_shared_strings(output, number);
		rebound_frame_end(output, place);
		return TRUE;
	}
	rebound_frame_add_number(
		output, type == REBOUND_FRAME_REFUSED ? REBOUND_ERROR_OUTPUT : number);
	rebound_frame_add_string(output, type == REBOUND_FRAME_REFUSED ? "no" : NULL);
	guint end = output->len;
	gboolean drops = strcmp(says, "drops") == 0;
	guint more = drops ? DROP_BYTES : (guint)g_ascii_strtoull(says, NULL, 10);
	g_byte_array_set_size(output, end + more);
	rebound_frame_end(output, place);
	if (!drops)
		return TRUE;
	g_byte_array_set_size(output, end);
	if (write(out, output->data, output->len) != (gssize)output->len)
		return FALSE;
	g_byte_array_set_size(output, 0);
	while (write(out, "", 1) == 1)
		g_usleep(G_USEC_PER_SEC / 20);
	return TRUE;
}

#endif
