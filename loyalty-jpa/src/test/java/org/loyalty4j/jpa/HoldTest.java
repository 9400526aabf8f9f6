package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.HoldCases;

@OnEachDatabase
class HoldTest extends HoldCases {}
