package org.loyalty4j.acceptance;

class InMemoryCalendarTest extends CalendarCases {}
