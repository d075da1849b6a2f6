/* SPDX-License-Identifier: MIT */
/* cc embed.c $(pkg-config --cflags --libs rebound) -o embed; ./embed bounce.eml */
#include <stdio.h>

#include <rebound/rebound.h>

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_engine) engine = rebound_engine_new(NULL, &error);
	g_autofree char *mail = NULL;
	gsize len;

	if (engine == NULL || argc < 2 || !g_file_get_contents(argv[1], &mail, &len, &error)) {
		fprintf(stderr, "%s\n", error != NULL ? error->message : "usage: embed MAIL");
		return 1;
	}
	const struct rebound_report *report = rebound_engine_read(engine, mail, len);
	for (guint i = 0; i < report->recipient_count; i++) {
		const struct rebound_recipient *recipient = &report->recipients[i];
		const char *reason = rebound_reason_name(recipient->verdict.reason);

		printf("%s: %s, advice %s\n", recipient->address ? recipient->address : "(no address)",
			reason ? reason : rebound_kind_name(recipient->kind),
			rebound_advice_name(recipient->verdict.advice));
	}
	return 0;
}
