/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * The worker: a process that reads messages from standard input and gives records back on standard
 * output. It has no store, no network, and limits on its memory, its time and its files.
 */

/**
 * Be a worker until standard input ends.
 *
 * Options: --rules FILE, --own-address ADDRESS, --own-domain DOMAIN (each any number of times),
 * --now TIME.
 *
 * @return the exit code
 */
int rebound_worker_main(int argc, char **argv);
