package io.munjigi.architecture.planted.only_the_core_knows_its_guards.an_app_that_hashes_by_itself.core.guard;

public interface HashingThreads {}
