package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.GuestCases;

@OnEachDatabase
class GuestTest extends GuestCases {}
