package io.munjigi.architecture.planted.redis_knows_only_the_model_and_ports.a_broadcast_that_reads_the_database.persistence;

public interface Database {}
