package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.TenderCases;

@OnEachDatabase
class TenderTest extends TenderCases {}
