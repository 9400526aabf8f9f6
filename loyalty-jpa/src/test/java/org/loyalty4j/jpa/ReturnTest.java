package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.ReturnCases;

@OnEachDatabase
class ReturnTest extends ReturnCases {}
