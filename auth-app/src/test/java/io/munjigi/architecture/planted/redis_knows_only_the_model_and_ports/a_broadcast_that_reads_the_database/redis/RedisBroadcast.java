package io.munjigi.architecture.planted.redis_knows_only_the_model_and_ports.a_broadcast_that_reads_the_database.redis;

import io.munjigi.architecture.planted.redis_knows_only_the_model_and_ports.a_broadcast_that_reads_the_database.persistence.Database;

/** An adapter that knows another. */
interface RedisBroadcast {

    Database database();
}
