package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.TakeOverCases;

@OnEachDatabase
class TakeOverTest extends TakeOverCases {}
