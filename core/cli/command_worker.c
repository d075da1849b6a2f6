/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <sysexits.h>
#include <unistd.h>

#include "core/run/worker.h"

/* Started by `process`, with frames on standard input and output; of no use by hand. */
static int run_worker(int argc, char **argv)
{
	if (isatty(STDIN_FILENO))
		return rebound_cli_misuse("worker", "this command is for the program itself");
	return rebound_worker_main(argc, argv);
}

const struct rebound_command rebound_command_worker = {"worker", NULL, run_worker};
