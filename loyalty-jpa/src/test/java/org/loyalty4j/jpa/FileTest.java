package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.FileCases;

@OnEachDatabase
class FileTest extends FileCases {}
