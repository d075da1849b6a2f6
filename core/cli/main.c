/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

int main(int argc, char **argv)
{
	return rebound_cli_run(argc, argv);
}
