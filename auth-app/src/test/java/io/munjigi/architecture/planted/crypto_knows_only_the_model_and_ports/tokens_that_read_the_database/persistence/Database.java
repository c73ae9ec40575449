package io.munjigi.architecture.planted.crypto_knows_only_the_model_and_ports.tokens_that_read_the_database.persistence;

public interface Database {}
