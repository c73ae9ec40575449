package io.munjigi.architecture.planted.redis_knows_only_the_model_and_ports.a_broadcast_that_knows_a_use_case.redis;

import io.munjigi.architecture.planted.redis_knows_only_the_model_and_ports.a_broadcast_that_knows_a_use_case.core.usecase.login.Logout;

/** An adapter that calls back. */
interface RedisBroadcast {

    Logout logout();
}
