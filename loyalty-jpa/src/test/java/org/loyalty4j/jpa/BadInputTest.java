package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.BadInputCases;

@OnEachDatabase
class BadInputTest extends BadInputCases {}
