package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.CalendarCases;

@OnEachDatabase
class CalendarTest extends CalendarCases {}
