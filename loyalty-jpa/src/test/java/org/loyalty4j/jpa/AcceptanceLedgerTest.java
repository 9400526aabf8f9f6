package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.AcceptanceLedgerCases;

@OnEachDatabase
class AcceptanceLedgerTest extends AcceptanceLedgerCases {}
