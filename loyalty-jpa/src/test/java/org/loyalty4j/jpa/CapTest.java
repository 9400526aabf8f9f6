package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.CapCases;

@OnEachDatabase
class CapTest extends CapCases {}
