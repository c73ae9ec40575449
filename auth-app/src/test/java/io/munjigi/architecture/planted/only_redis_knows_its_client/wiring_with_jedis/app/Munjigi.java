package io.munjigi.architecture.planted.only_redis_knows_its_client.wiring_with_jedis.app;

import redis.clients.jedis.Jedis;

/** Wiring that could ask Redis by itself. */
interface Munjigi {

    Jedis redis();
}
