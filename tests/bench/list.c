/* SPDX-License-Identifier: MIT */

/* Prints a contact list, or the addresses that are suppressed: list ROWS, list ROWS EVERY.
 * Addresses are the same numbers spread over the rows, so that every so manieth row is on the other
 * list. */

#include <stdio.h>
#include <stdlib.h>

/* Spreads numbers below a million millions; a prime that no count shares. */
#define STRIDE 982451653UL

static void print_address(unsigned long row, unsigned long rows)
{
	unsigned long number = row * STRIDE % rows;

	printf("%s.%lu@mail%lu.example%lu.org", number % 3 == 0 ? "Ann.Lund" : "b.berg", number,
		number % 977, number % 13);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: list ROWS [EVERY]\n");
		return EXIT_FAILURE;
	}
	unsigned long rows = strtoul(argv[1], NULL, 10);
	unsigned long every = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;

	if (every == 0)
		puts("id,first name,last name,email,city,signed up");
	for (unsigned long row = 0; row<rows; row += every> 0 ? every : 1) {
		if (every == 0)
			printf("%lu,Ann,\"Lund, %lu\",", row, row % 1000);
		print_address(row, rows);
		puts(every == 0 ? ",Springfield,2024-05-01" : "");
	}
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
