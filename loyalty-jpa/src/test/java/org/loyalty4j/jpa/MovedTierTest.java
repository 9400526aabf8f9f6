package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.MovedTierCases;

@OnEachDatabase
class MovedTierTest extends MovedTierCases {}
