/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * A worker: the program started afresh with frames (core/run/frame.h) on standard input and output.
 * It reads mails, classifies them and writes their records. It has no store, opens no socket, and
 * is bounded in memory, processor time and files; it dies with its parent.
 */

/**
 * Work until the input ends.
 *
 * @param argc, argv  of the command; not used, since all options come in the first frame
 * @return an exit code of sysexits.h
 */
int rebound_worker_main(int argc, char **argv);
