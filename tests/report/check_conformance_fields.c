/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "report/conformance.h"

#define ZOE_FAILED "failure dsn: failure zoe@north.test - 5.1.1 0 failed |"
#define MTA	   "Reporting-MTA: dns; mx.south.test\n"
/** A report whose machine part says no more than this of its recipient, beyond the status. */
#define NAMED(field) GROUP(field "\n" FAILED("5.1.1"))
/** A report of one failure with one more field. */
#define MORE(field)    GROUP(ZOE FAILED("5.1.1") field "\n")
#define ACTION(word)   GROUP(ZOE "Action: " word "\n")
#define STATED(status) GROUP(ZOE "Action: failed\nStatus: " status "\n")

/** The machine part: RFC 3464 section 2. */
static const struct conformance_case rows[] = {
	{"B01", STATUS(FIELDS), ZOE_FAILED, "reporting_mta=mx.south.test"},
	{"B02",
		STATUS("REPORTING-MTA: dns; mx.south.test\n\nfinal-recipient: rfc822; "
		       "zoe@north.test\nACTION: Failed\nstatus: 5.1.1\n"),
		ZOE_FAILED, NULL},
	{"B03",
		STATUS("Reporting-MTA: dns;\n\tmx.south.test\n\nFinal-Recipient: rfc822;\n"
		       " zoe@north.test\nAction:\n failed\nStatus: 5.1.1\n"),
		ZOE_FAILED, "reporting_mta=mx.south.test"},
	{"B04", GROUP(ZOE "Action: failed (nobody answered)\nStatus: 5.1.1\n"), ZOE_FAILED, NULL},
	{"B05", MORE("Remote-MTA: dns; mx.north.test (x \\) (y) z)"), ZOE_FAILED,
		"remote_mta=mx.north.test"},
	{"B06", MORE("Remote-MTA: dns; mx.north.test (oh"), ZOE_FAILED " unclosed-comment",
		"remote_mta=mx.north.test"},
	{"B07", STATED("5.1.1 (=?iso-8859-1?Q?Name_gel=F6scht?=)"), ZOE_FAILED,
		"notice=Name gel\xc3\xb6scht"},
	{"B08", GROUP("Action: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822;zoe@north.test\n"),
		ZOE_FAILED, NULL},
	{"B09", STATUS(MTA " \t\n" ZOE FAILED("5.1.1")), ZOE_FAILED " blank-line-with-space", NULL},
	{"B10", STATUS(MTA "\n\n\n\n" ZOE FAILED("5.1.1") "\n\n\n"), ZOE_FAILED, NULL},
	{"B11", STATUS(MTA "Reporting-MTA: dns; mx.evil.test\n\n" ZOE FAILED("5.1.1")),
		ZOE_FAILED " duplicate-field", "reporting_mta=mx.south.test"},
	{"B12", GROUP(ZOE "Action: delayed\nAction: failed\nStatus: 4.4.1\nStatus: 5.1.1\n"),
		"delay dsn: delay zoe@north.test - 4.4.1 0 delayed | duplicate-field", NULL},
	{"B13",
		STATUS(MTA "X-Queue-ID: Q7\n\n" ZOE FAILED(
			"5.1.1") "X-Category: nobody\n"
				 "SMTP-Remote-Recipient: kim@east.test\n"),
		ZOE_FAILED,
		"ext.msg.x-queue-id=Q7\next.rcpt.x-category=nobody\n"
		"ext.rcpt.smtp-remote-recipient=kim@east.test"},
	{"B14",
		STATUS(MTA
			"\nOriginal-Recipient: rfc822;zoe@north.test\n" ZOE
			"Action: failed\nStatus: 5.0.0 (for good)\n"
			"Diagnostic-Code: smtp;  550 'zoe@north.test' has no\n mailbox here\n"
			"\nFinal-Recipient: rfc822; kim@east.test\nAction: delayed\n"
			"Status: 4.0.0 (east.test: look-up failed)\n"
			"\nFinal-Recipient: rfc822;lee@west.test\nAction: failed\nStatus: 5.0.0\n"
			"Diagnostic-Code: smtp; 550 gone\nRemote-MTA: dns; mx.west.test\n"),
		"failure dsn: failure zoe@north.test zoe@north.test 5.0.0 550 failed; "
		"delay kim@east.test - 4.0.0 0 delayed; failure lee@west.test - 5.0.0 550 failed |",
		"text=550 'zoe@north.test' has no mailbox here"},
	{"B15", "X-Failed-Recipients: zoe@north.test\n" STATUS(MTA),
		"failure text: failure zoe@north.test - - 0 - | no-recipient-group", NULL},

	{"C01", STATUS("Original-Envelope-Id: Rr271828bX\n" FIELDS), ZOE_FAILED,
		"envelope_id=Rr271828bX"},
	{"C02", STATUS("Original-Envelope-ID: run+2B3+40list.test\n" FIELDS), ZOE_FAILED,
		"envelope_id=run+2B3+40list.test\nenvelope_id_alt=run+3@list.test"},
	{"C03", STATUS("Reporting-MTA: dns; Mx7.South.TEST\n\n" ZOE FAILED("5.1.1")), ZOE_FAILED,
		"reporting_mta=Mx7.South.TEST"},
	{"C04", STATUS("Reporting-MTA: x-local-hostname; store3\n\n" ZOE FAILED("5.1.1")),
		ZOE_FAILED, "reporting_mta=store3"},
	{"C05", MORE("Remote-MTA: dns; [192.0.2.61]"), ZOE_FAILED, "remote_mta=[192.0.2.61]"},
	{"C06",
		STATUS(MTA "Received-From-MTA: dns; relay.south.test (192.0.2.9)\n\n" ZOE FAILED(
			"5.1.1")),
		ZOE_FAILED, NULL},
	{"C07", STATUS(MTA "DSN-Gateway: dns; gate.south.test\n\n" ZOE FAILED("5.1.1")), ZOE_FAILED,
		NULL},
	{"C08", MORE("Last-Attempt-Date: Tue, 9 Aug 1994 08:05:06 -0400"), ZOE_FAILED,
		"last_attempt=1994-08-09T12:05:06Z"},
	{"C09", MORE("Last-Attempt-Date: Sat, 22 Nov 2014 07:30:00 -0500 (EST)"), ZOE_FAILED,
		"last_attempt=2014-11-22T12:30:00Z"},
	{"C10", MORE("Last-Attempt-Date: 2014-08-09 17-20-02"), ZOE_FAILED " bad-date",
		"last_attempt=-"},
	{"C11", STATUS(ZOE FAILED("5.1.1")), ZOE_FAILED " reporting-mta-missing",
		"reporting_mta=-"},

	{"D01", NAMED("Final-Recipient: RFC822; Zoe@North.TEST"),
		"failure dsn: failure Zoe@North.TEST - 5.1.1 0 failed |", NULL},
	{"D02", NAMED("Final-Recipient:   rfc822   ;zoe@north.test"), ZOE_FAILED, NULL},
	{"D03", NAMED("Final-Recipient: x400; /G=Zoe/S=Hall/O=No/PRMD=P/ADMD=A/C=GB/"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address",
		"given=/G=Zoe/S=Hall/O=No/PRMD=P/ADMD=A/C=GB/"},
	{"D03b",
		NAMED("Final-Recipient: x400; /G=Zoe/C=GB/\n"
		      "Original-Recipient: rfc822; zoe@north.test"),
		"failure dsn: failure - zoe@north.test 5.1.1 0 failed | invalid-address", NULL},
	{"D04", NAMED("Final-Recipient: unknown; hall_z"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address", "given=hall_z"},
	{"D05", NAMED("Final-Recipient: utf-8; \\x{90F5}\\x{4FBF}@north.test"),
		"failure dsn: failure \xe9\x83\xb5\xe4\xbe\xbf@north.test - 5.1.1 0 failed |",
		NULL},
	{"D06", NAMED("Final-Recipient : rfc/822;zoe@north.test"), ZOE_FAILED " bad-address-type",
		NULL},
	{"D07", NAMED("Final-Recipient: <zoe@north.test>"), ZOE_FAILED " missing-address-type",
		NULL},
	{"D08", NAMED("Final-Recipient: RFC822; <zoe@north.test>"), ZOE_FAILED, NULL},
	{"D09", NAMED("Final-Recipient: rfc822; \"y;z\"@north.test"),
		"failure dsn: failure \"y;z\"@north.test - 5.1.1 0 failed |", NULL},
	{"D10", NAMED("Final-Recipient: rfc822;@a.test,@b.test:zoe@north.test"), ZOE_FAILED, NULL},
	{"D11", NAMED("Final-Recipient: rfc822;|/usr/bin/filter zoe@north.test /home/z/.box"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address",
		"given=|/usr/bin/filter zoe@north.test /home/z/.box"},
	{"D11b", NAMED("Final-Recipient: rfc822; /var/mail/zoe"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address", NULL},
	{"D12", NAMED("Final-Recipient: rfc822; <>"),
		"failure dsn: failure - - 5.1.1 0 failed | empty-address", NULL},
	{"D14",
		NAMED("Original-Recipient: rfc822;Zoe@North.TEST\n"
		      "Final-Recipient: rfc822;Sam@East.TEST"),
		"failure dsn: failure Sam@East.TEST Zoe@North.TEST 5.1.1 0 failed |", NULL},
	{"D15",
		NAMED("Original-Recipient: rfc822;zoe+2Bnews@north.test\n"
		      "Final-Recipient: rfc822;sam@east.test"),
		"failure dsn: failure sam@east.test zoe+2Bnews@north.test 5.1.1 0 failed |",
		"original_address_alt=zoe+news@north.test"},
	{"D15b",
		NAMED("Original-Recipient: rfc822;zoe+2Bnews@north.test\n"
		      "Final-Recipient: rfc822;zoe+news@north.test"),
		"failure dsn: failure zoe+news@north.test zoe+news@north.test 5.1.1 0 failed |",
		NULL},
	{"D16", ACTION("FAILED"),
		"failure dsn: failure zoe@north.test - - 0 failed | status-missing", NULL},
	{"D17", ACTION("DELAYED"), "delay dsn: delay zoe@north.test - - 0 delayed | status-missing",
		NULL},
	{"D18", ACTION("DELIVERED"),
		"success dsn: success zoe@north.test - - 0 delivered | status-missing", NULL},
	{"D19", ACTION("RELAYED"),
		"success dsn: success zoe@north.test - - 0 relayed | status-missing", NULL},
	{"D20", ACTION("EXPANDED"),
		"success dsn: success zoe@north.test - - 0 expanded | status-missing", NULL},
	{"D21", ACTION("deliverable"),
		"success dsn: success zoe@north.test - - 0 deliverable | action-unknown "
		"status-missing",
		NULL},
	{"D21b", ACTION("expired"),
		"failure dsn: failure zoe@north.test - - 0 expired | action-unknown status-missing",
		NULL},
	{"D21c", ACTION("failure"),
		"failure dsn: failure zoe@north.test - - 0 failure | action-unknown status-missing",
		NULL},
	{"D21d", GROUP(ZOE "Action: pondered\nStatus: 4.2.0\n"),
		"delay dsn: delay zoe@north.test - 4.2.0 0 pondered | action-unknown", NULL},
	{"D22",
		GROUP(ZOE "Action: failed\nStatus: 4.0.0\n"
			  "Diagnostic-Code: smtp; 426 nobody answered in time\n"
			  "Last-Attempt-Date: Tue, 9 Aug 1994 08:05:06 -0400\n"),
		"failure dsn: failure zoe@north.test - 4.0.0 426 failed |", NULL},
	{"D23", GROUP(ZOE "Action: delayed\nStatus: 5.1.1\n"),
		"delay dsn: delay zoe@north.test - 5.1.1 0 delayed | action-status-conflict", NULL},
	{"D24", GROUP(ZOE "Action: delivered\nStatus: 5.1.1\n"),
		"success dsn: success zoe@north.test - 5.1.1 0 delivered | action-status-conflict",
		NULL},
	{"D25", STATED("5.2.1 (closed by its owner)"),
		"failure dsn: failure zoe@north.test - 5.2.1 0 failed |",
		"notice=closed by its owner"},
	{"D26", STATED("5.01.01"), ZOE_FAILED " status-syntax", NULL},
	{"D27", STATED("6.1.1"), "failure dsn: failure zoe@north.test - - 0 failed | status-syntax",
		NULL},
	{"D27b", STATED("5.1.1234"),
		"failure dsn: failure zoe@north.test - - 0 failed | status-syntax", NULL},
	{"D27c", STATED("5.1"),
		"failure dsn: failure zoe@north.test - 5.1.0 0 failed | status-syntax", NULL},
	{"D28", STATED("5.1.351"), "failure dsn: failure zoe@north.test - 5.1.351 0 failed |",
		NULL},
	{"D28b", STATED("5.39.7"), "failure dsn: failure zoe@north.test - 5.39.7 0 failed |", NULL},
	{"D29", MORE("Remote-MTA: dns; mx.north.test\nDiagnostic-Code: smtp; 550 5.1.1 nobody"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 failed |",
		"remote_mta=mx.north.test"},
	{"D30", MORE("Remote-MTA: 192.0.2.77"), ZOE_FAILED " missing-mta-type",
		"remote_mta=192.0.2.77"},
	{"D31", MORE("Diagnostic-Code: smtp ; 550-nobody here\n 550 and no forwarding either"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 failed |",
		"diagnostic_type=smtp\ntext=550-nobody here 550 and no forwarding either"},
	{"D32",
		MORE("Diagnostic-Code: smtp; 554 error: no north account (zoe@north.test) [0] - "
		     "mta7"),
		"failure dsn: failure zoe@north.test - 5.1.1 554 failed |",
		"text=554 error: no north account (zoe@north.test) [0] - mta7"},
	{"D33",
		GROUP(ZOE "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: X-Postfix; host "
			  "mx.north.test[192.0.2.7] said: 554 5.6.0\n Unwanted words in it (in "
			  "reply to end of DATA command)\n"),
		"failure dsn: failure zoe@north.test - 5.6.0 554 failed | status-less-specific",
		"diagnostic_type=x-postfix\ncommand=EOD\nremote_mta=mx.north.test"},
	{"D34", MORE("Diagnostic-Code: X-Unix; 77"), ZOE_FAILED, "diagnostic_type=x-unix\ntext=77"},
	{"D35", MORE("Diagnostic-Code: X-Notes; Could not send to hub3.north.test; Too many hops"),
		ZOE_FAILED,
		"diagnostic_type=x-notes\ntext=Could not send to hub3.north.test; Too many hops"},
	{"D36", MORE("Diagnostic-Code: Nobody answered"), ZOE_FAILED " missing-diagnostic-type",
		"text=Nobody answered\ndiagnostic_type=-"},
	{"D37", MORE("Last-Attempt-Date: Tue, 9 Aug 1994 08:05:06 -0400"), ZOE_FAILED,
		"last_attempt=1994-08-09T12:05:06Z"},
	{"D38", MORE("Final-Log-Id: 7Xy3Wq"), ZOE_FAILED, "final_log_id=7Xy3Wq"},
	{"D39",
		GROUP(ZOE "Action: delayed\nStatus: 4.4.1\n"
			  "Will-Retry-Until: Mon, 18 Jul 2005 00:40:00 +0100\n"),
		"delay dsn: delay zoe@north.test - 4.4.1 0 delayed |",
		"will_retry_until=2005-07-17T23:40:00Z"},
	{"D39b", MORE("Will-Retry-Until: Mon, 18 Jul 2005 00:40:00 +0100"),
		ZOE_FAILED " retry-after-failure", "will_retry_until=-"},

	{"E03",
		NAMED("Original-Recipient: rfc822;zoe+2bnews@north.test\n"
		      "Final-Recipient: rfc822;sam@east.test"),
		"failure dsn: failure sam@east.test zoe+2bnews@north.test 5.1.1 0 failed | "
		"xtext-syntax",
		"original_address_alt=zoe+news@north.test"},
	{"E03b",
		NAMED("Original-Recipient: rfc822;zoe+2b7@north.test\n"
		      "Final-Recipient: rfc822;zoe+ad@north.test"),
		"failure dsn: failure zoe+ad@north.test zoe+2b7@north.test 5.1.1 0 failed | "
		"xtext-syntax",
		"original_address_alt=zoe+7@north.test"},
	{"E03c",
		NAMED("Original-Recipient: rfc822;zoe+ad4@north.test\n"
		      "Final-Recipient: rfc822;zoe@north.test"),
		"failure dsn: failure zoe@north.test zoe+ad4@north.test 5.1.1 0 failed |",
		"original_address_alt=-"},
	{"E06",
		NAMED("Original-Recipient: rfc822;zoe+0D+0ABcc:+20kim@east.test\n"
		      "Final-Recipient: rfc822;zoe@north.test"),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed | invalid-address", NULL},
	{"E07",
		NAMED("Original-Recipient: rfc822;zoe+2Bnews@north.test\n"
		      "Final-Recipient: rfc822;zoe+news@north.test"),
		"failure dsn: failure zoe+news@north.test zoe+news@north.test 5.1.1 0 failed |",
		NULL},
	{"E09", MORE("Diagnostic-Code: smtp; 550-5.1.1 one\n 550-5.1.1 two\n 550 5.1.1 three"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 failed |", NULL},
	{"E10", STATUS("Original-Envelope-Id: run9/s51\n" FIELDS), ZOE_FAILED,
		"envelope_id=run9/s51"},

	{"H01",
		REPORT WORDS
		"--b\nContent-Type: message/global-delivery-status\n\nReporting-MTA: dns; a\n\n"
		"Final-Recipient: utf-8; \xe9\x83\xb5\xe4\xbe\xbf@\xe5\x8c\x97.test\n" FAILED(
			"5.1.1") "\n--b--\n",
		"failure dsn: failure \xe9\x83\xb5\xe4\xbe\xbf@\xe5\x8c\x97.test - 5.1.1 0 failed "
		"|",
		NULL},
	{"H02", NAMED("Final-Recipient: utf-8;\\x{90F5}\\x{4FBF}+x@north.test"),
		"failure dsn: failure \xe9\x83\xb5\xe4\xbe\xbf+x@north.test - 5.1.1 0 failed | "
		"unitext-syntax",
		NULL},
	{"H02b", NAMED("Final-Recipient: utf-8;\\x{90F5}\\x{4FBF}@north.test"),
		"failure dsn: failure \xe9\x83\xb5\xe4\xbe\xbf@north.test - 5.1.1 0 failed |",
		NULL},
	{"H03", NAMED("Final-Recipient: utf-8;y\\x{2B}z\\x{3D}a@north.test"),
		"failure dsn: failure y+z=a@north.test - 5.1.1 0 failed |", NULL},
	{"H04", NAMED("Final-Recipient: utf-8;\\x{D801}@north.test"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address",
		"given=\\x{D801}@north.test"},
	{"H04b", NAMED("Final-Recipient: utf-8;\\x{110001}@north.test"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address", NULL},
	{"H05", NAMED("Final-Recipient: utf-8;zoe\\x{0A}Cc:kim@east.test"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address", NULL},
	{"H06",
		MORE("Diagnostic-Code: smtp; 550 5.1.1 nobody\n"
		     "Localized-Diagnostic: de; Niemand da"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 failed |",
		"text=550 5.1.1 nobody"},
	{"H07",
		REPORT WORDS
		"--b\nContent-Type: message/global-delivery-status\n"
		"Content-Transfer-Encoding: base64\n\n"
		"UmVwb3J0aW5nLU1UQTogZG5zOyBteC5zb3V0aC50ZXN0CgpGaW5hbC1SZWNpcGllbnQ6IHJmYzgy\n"
		"Mjsgem9lQG5vcnRoLnRlc3QKQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjEuMQo=\n--b--\n",
		ZOE_FAILED, NULL},
	{"H08",
		NAMED("Final-Recipient: utf-8; z\xc0\xaf"
		      "e@north.test"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address", NULL},
	{"H09", MORE("Diagnostic-Code: X-Notes; \x1b$B%f!<%6!<\x1b(B Zoe (zoe@north.test)"),
		ZOE_FAILED,
		"text=\xe3\x83\xa6\xe3\x83\xbc\xe3\x82\xb6\xe3\x83\xbc Zoe (zoe@north.test)"},

	{"Q01",
		STATUS("Reporting-MTA: dns; mx.south.test\n"
		       "X-Outbound-Sender: rfc822; lee@south.test\n"
		       "Arrival-Date: Tue, 9 Aug 2016 08:05:06 -0500 (EST)\n"
		       "Final-Recipient: rfc822; zoe@north.test\n"
		       "Original-Recipient: rfc822;zoe@north.test\nAction: failed\nStatus: 5.2.2\n"
		       "Diagnostic-Code: smtp; 550 5.2.2 <zoe@north.test> no room\n"
		       "Final-Recipient: rfc822; kim@north.test\n"
		       "Original-Recipient: rfc822;kim@north.test\nAction: failed\nStatus: 5.1.1\n"
		       "Diagnostic-Code: smtp; 550 5.1.1 <kim@north.test> nobody\n"),
		"failure dsn: failure zoe@north.test zoe@north.test 5.2.2 550 failed; "
		"failure kim@north.test kim@north.test 5.1.1 550 failed | missing-blank-line",
		NULL},
	{"Q02", GROUP(ZOE "\nStatus: 4.0.0 (who knows)\nAction: delayed\n"),
		"delay dsn: delay zoe@north.test - 4.0.0 0 delayed | blank-line-in-group", NULL},
	{"Q03",
		STATUS("DISPLAY_FORMAT : EEE, dd MMM\nOriginal-Envelope-Id : 7hF_02\n"
		       "Reporting-MTA : dns;gate.south.test\n"
		       "Arrival-Date : Tue, 09 Feb 2025 11:22:21 GMT\nAction : failed\n"
		       "Status : 5.0.0\nDiagnostic-Code : smtp;550 5.7.54 SMTP; not our domain\n"
		       "Last-Attempt-Date : Tue, 09 Feb 2025 11:22:28 GMT\n"
		       "Original-Recipient : rfc/822;zoe@north.test\nRemote-MTA : north.test\n"
		       "Final-Recipient : rfc/822;zoe@north.test\n"),
		"failure dsn: failure zoe@north.test zoe@north.test 5.7.54 550 failed | "
		"bad-address-type missing-blank-line missing-mta-type status-less-specific",
		"envelope_id=7hF_02\ntext=550 5.7.54 SMTP; not our domain\nremote_mta=north.test\n"
		"last_attempt=2025-02-09T11:22:28Z"},
	{"Q05",
		MORE("Diagnostic-Code: X-Notes; Could not send to hub3.north.test; To\n o many "
		     "hops."),
		ZOE_FAILED, "text=Could not send to hub3.north.test; To o many hops."},
	{"Q11",
		STATUS("Reporting-MTA: dns; mx.south.test\r\r\n\r\r\n"
		       "Final-Recipient: rfc822; zoe@north.test\r\r\nAction: failed\r\r\n"
		       "Status: 5.1.1\r\r\n"),
		ZOE_FAILED " crcrlf-line-ends", NULL},

	{"P03",
		NAMED("Final-Recipient: rfc822;IMCEAEX-_O=AB_ou=First+20Group_cn=Recipients_cn=zoe@"
		      "north.test\nOriginal-Recipient: rfc822;zoe@north.test"),
		"failure dsn: failure - zoe@north.test 5.1.1 0 failed | invalid-address", NULL},
	{"P08", MORE("X-Display-Name: =?iso-8859-1?Q?Z=F6_kim=40east=2Etest?="), ZOE_FAILED,
		"ext.rcpt.x-display-name=Z\xc3\xb6 kim@east.test"},
	{"P12",
		REPORT WORDS "--b\nContent-Type: message/delivery-status\n\n"
			     "Content-Type: text/plain; charset=us-ascii\n\n" FIELDS "\n--b--\n",
		ZOE_FAILED, NULL},

	{"R02", GROUP(ZOE FAILED("5.4.4") "Diagnostic-Code: smtp; 550 5.1.1 nobody\n"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 failed | status-mismatch", NULL},
	{"R05", SAID("smtp; 550 5.1.1 nobody"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 failed | status-missing", NULL},
	{"R08", GROUP(ZOE "ction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 x\n"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 - | action-missing", NULL},
	{"R08b", GROUP(ZOE "Status: 4.1.1\n"),
		"delay dsn: delay zoe@north.test - 4.1.1 0 - | action-missing", NULL},
	{"R10",
		GROUP("Final-Recipient: rfc822; news-bounces@south.test\n" FAILED(
			"5.7.1") "Diagnostic-Code: smtp; 550 5.7.1 no\n"),
		"failure dsn: failure - - 5.7.1 550 failed | self-address",
		"given=news-bounces@south.test"},
	{"R12",
		REPORT WORDS PART(
			FIELDS) "--b\nContent-Type: message/rfc822\n\nFrom: news@south.test\n"
				"To: kim@east.test, zoe@north.test, lee@west.test\nCc: "
				"sam@east.test\n\nHi\n--b--\n",
		ZOE_FAILED, NULL},
};

START_TEST(conforms)
{
	conformance_run(&rows[_i]);
}
END_TEST

/** D13: a NUL ends nothing, so it makes no address valid. */
START_TEST(bears_nul_in_address)
{
	static const char mail[] =
		GROUP("Final-Recipient: rfc822; zoe@north.test\0,kim@east.test\n" FAILED("5.1.1"));
	static const struct conformance_case row = {"D13", NULL,
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address nul-bytes", NULL};
	g_autoptr(rebound_reader) reader = conformance_reader();
	conformance_check(&row, conformance_read(reader, mail, sizeof mail - 1));
}
END_TEST

/** B06: comments that never end are read in one go. */
START_TEST(bears_many_comments)
{
	g_autofree char *comments = g_strnfill(1000 * 1000, '(');
	g_autofree char *mail = g_strconcat(REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n\n" FIELDS "Remote-MTA: dns; mx ",
		comments, "\n--b--\n", NULL);
	g_autoptr(rebound_reader) reader = conformance_reader();
	gint64 begun = g_get_monotonic_time();
	const struct rebound_report *report = conformance_read(reader, mail, strlen(mail));
	ck_assert_int_lt(g_get_monotonic_time() - begun, 2 * G_USEC_PER_SEC);
	ck_assert_uint_eq(report->recipient_count, 1);
}
END_TEST

/** E08: what is too long is cut, and the report says so. */
START_TEST(cuts_long_fields)
{
	g_autofree char *identifier = g_strnfill(100 * 1000, 'q');
	g_autofree char *mail = g_strconcat(REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n\nOriginal-Envelope-Id: ",
		identifier, "\n" FIELDS "\n--b--\n", NULL);
	static const struct conformance_case row = {
		"E08", NULL, ZOE_FAILED " overlong-field", NULL};
	g_autoptr(rebound_reader) reader = conformance_reader();
	const struct rebound_report *report = conformance_read(reader, mail, strlen(mail));
	conformance_check(&row, report);
	ck_assert_uint_eq(strlen(report->envelope_id), 16 * 1024);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/conformance_fields");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, conforms, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, bears_nul_in_address);
	tcase_add_test(all, bears_many_comments);
	tcase_add_test(all, cuts_long_fields);
	suite_add_tcase(suite, all);
	return suite;
}
