/**
 * What nodes share over Redis: {@link io.munjigi.redis.RedisBroadcast} brings news of revocations to those who do not want to wait for the
 * second that the database needs, and {@link io.munjigi.redis.RedisThrottle} has limits count on all nodes together.
 *
 * <p>{@code Publisher} and {@code Subscriber} are a thread each with a {@code Line} to Redis each; {@code Presence} tells the log when Redis
 * goes and when it is back. Nothing here is a record of anything: Redis can be lost at any time, and with it no revocation.
 */
@NullMarked
package io.munjigi.redis;

import org.jspecify.annotations.NullMarked;
