package org.loyalty4j.acceptance;

class InMemoryGuestTest extends GuestCases {}
