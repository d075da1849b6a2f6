/* SPDX-License-Identifier: MIT */

/*
 * Prints an mbox of bounces, each of an address and a message of its own, in the order of their
 * days: bounces COUNT [FIRST]. FIRST is the number of the first, so that one mbox goes on where
 * another ended.
 */

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define A_DAY 50000 /* bounces */

static const struct {
	const char *status, *reply;
} failures[] = {
	{"5.1.1", "550 5.1.1 User unknown"},
	{"5.2.2", "552 5.2.2 Mailbox full"},
	{"5.7.1", "554 5.7.1 Message rejected as spam"},
	{"4.4.1", "421 4.4.1 Connection timed out"},
	{"5.1.1", "550 5.1.1 No such mailbox here"},
};

/* Numbers without an order, the same in each run. */
static uint64_t scatter(uint64_t number)
{
	number += UINT64_C(0x9e3779b97f4a7c15);
	number = (number ^ (number >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	number = (number ^ (number >> 27)) * UINT64_C(0x94d049bb133111eb);
	return number ^ (number >> 31);
}

static void print_bounce(uint64_t number)
{
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	uint64_t some = scatter(number), day = number / A_DAY;
	unsigned failure = (unsigned)(some % 5), host = (unsigned)(some >> 8) % 200;
	/* Few domains have many addresses, and many have few. */
	uint64_t wide = (some >> 16) % 1000, domain = wide * wide * wide / 5000;
	char date[64], address[96];

	snprintf(date, sizeof(date), "%02u %s %u %02u:%02u:00", (unsigned)(day % 28) + 1,
		months[day / 28 % 12], 2020 + (unsigned)(day / (12 * 28)),
		(unsigned)(number % A_DAY * 24 / A_DAY), (unsigned)(some >> 32) % 60);
	snprintf(
		address, sizeof(address), "user.%016" PRIx64 "@d%" PRIu64 ".example", some, domain);
	printf("From MAILER-DAEMON Mon Mar  2 10:00:00 2020\n"
	       "Return-Path: <>\n"
	       "Received: from mx%u.example.net by lists.example.org; %s +0000\n"
	       "From: MAILER-DAEMON@mx%u.example.net\n"
	       "To: bounces@lists.example.org\n"
	       "Subject: Undelivered Mail Returned to Sender\n"
	       "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n"
	       "Message-Id: <%" PRIx64 "@mx%u.example.net>\n\n",
		host, date, host, some, host);
	printf("--b\nContent-Type: text/plain\n\n<%s>: host mail.example said: %s\n\n"
	       "--b\nContent-Type: message/delivery-status\n\n"
	       "Reporting-MTA: dns; mx%u.example.net\n\n"
	       "Final-Recipient: rfc822; %s\nAction: failed\nStatus: %s\n"
	       "Diagnostic-Code: smtp; %s\n\n",
		address, failures[failure].reply, host, address, failures[failure].status,
		failures[failure].reply);
	printf("--b\nContent-Type: message/rfc822-headers\n\n"
	       "From: news@lists.example.org\nTo: %s\nSubject: News\n"
	       "Message-ID: <%" PRIx64 ".news@lists.example.org>\n\n--b--\n\n",
		address, scatter(some));
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: bounces COUNT [FIRST]\n");
		return EXIT_FAILURE;
	}
	uint64_t count = strtoull(argv[1], NULL, 10);
	uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;

	for (uint64_t number = first; number < first + count; number++)
		print_bounce(number);
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
