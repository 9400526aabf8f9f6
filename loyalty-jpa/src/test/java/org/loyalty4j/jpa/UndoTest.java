package org.loyalty4j.jpa;

import org.loyalty4j.acceptance.UndoCases;

@OnEachDatabase
class UndoTest extends UndoCases {}
