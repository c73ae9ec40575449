package io.munjigi.architecture.planted.an_adapter_shows_a_handful_of_types.a_broadcast_that_shows_its_parts.redis;

public interface Publisher {}
