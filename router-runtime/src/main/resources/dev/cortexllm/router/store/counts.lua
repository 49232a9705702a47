-- Counts of rate limits in Redis: the same arithmetic as SlidingWindow, LeakyBucket and Slots of package router.limit.
local SLICES = 60
local NEVER = -1
local COME_AGAIN = 1000

-- Milliseconds: Redis' own, or those of a test that drives the clock.
local function clock(given)
  if given ~= '0' then return tonumber(given) end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function digits(number) return string.format('%.0f', number) end

local kinds = {}

-- Sliding window: a hash from slice to what was counted in it.
kinds.W = {}

function kinds.W.open(key, limit, now)
  local length = math.max(1, math.floor(limit.span / SLICES))
  local newest = math.floor(now / length)
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do newest = math.max(newest, tonumber(all[i])) end
  local counts, total, gone = {}, 0, {}
  for i = 1, #all, 2 do
    local slice, counted = tonumber(all[i]), tonumber(all[i + 1])
    if slice < newest - SLICES then
      gone[#gone + 1] = all[i]
    else
      counts[slice] = counted
      total = total + counted
    end
  end
  if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
  return {key = key, length = length, newest = newest, counts = counts, total = total, now = math.max(now, newest * length)}
end

local function free_at(window, amount)
  local left = amount
  local slice = window.newest - SLICES
  while slice <= window.newest and left > 0 do
    left = left - (window.counts[slice] or 0)
    if left <= 0 then return (slice + SLICES + 1) * window.length end
    slice = slice + 1
  end
  return window.newest * window.length
end

function kinds.W.look(window, limit, amount)
  local remaining = math.max(0, limit.amount - window.total)
  local reset = free_at(window, window.total) - window.now
  local too_much = window.total - limit.amount + amount
  local wait = 0
  if amount > limit.amount then
    wait = NEVER
  elseif too_much > 0 then
    wait = math.max(1, free_at(window, too_much) - window.now)
  end
  return remaining, reset, wait
end

function kinds.W.take(window, limit, amount)
  redis.call('HINCRBY', window.key, digits(window.newest), digits(amount))
  redis.call('PEXPIRE', window.key, digits(limit.span + 2 * window.length))
end

function kinds.W.correct(window, limit, taken_at, now, by)
  local slice = math.floor(taken_at / window.length)
  local counted = window.counts[slice]
  if counted then redis.call('HINCRBY', window.key, digits(slice), digits(math.max(by, -counted))) end
end

-- Leaky bucket: its content in parts of one span-th, and until when it has drained.
kinds.B = {}

function kinds.B.open(key, limit, now)
  local stored = redis.call('HMGET', key, 'content', 'until')
  local content, drained = tonumber(stored[1] or 0), tonumber(stored[2] or now)
  local elapsed = math.max(0, now - drained)
  return {key = key, content = math.max(0, content - elapsed * limit.amount), drained = drained + elapsed}
end

local function keep(bucket, limit)
  redis.call('HSET', bucket.key, 'content', digits(bucket.content), 'until', digits(bucket.drained))
  redis.call('PEXPIRE', bucket.key, digits(math.ceil(bucket.content / limit.amount) + COME_AGAIN))
end

function kinds.B.look(bucket, limit, amount)
  local room = limit.burst * limit.span - bucket.content
  local remaining = math.max(0, math.floor(room / limit.span))
  local too_much = amount * limit.span - room
  local wait = 0
  if amount > limit.burst then
    wait = NEVER
  elseif too_much > 0 then
    wait = math.ceil(too_much / limit.amount)
  end
  return remaining, math.ceil(bucket.content / limit.amount), wait
end

function kinds.B.take(bucket, limit, amount)
  bucket.content = bucket.content + amount * limit.span
  keep(bucket, limit)
end

function kinds.B.correct(bucket, limit, taken_at, now, by)
  local change = by * limit.span
  if change < 0 then change = math.min(0, change + math.max(0, now - taken_at) * limit.amount) end
  bucket.content = math.max(0, bucket.content + change)
  keep(bucket, limit)
end

-- Slots: a sorted set of who is inside by when that is no longer believed.
kinds.C = {}

function kinds.C.open(key, limit, now)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', digits(now))
  return {key = key, taken = redis.call('ZCARD', key), now = now}
end

function kinds.C.look(slots, limit, amount)
  local remaining = math.max(0, limit.amount - slots.taken)
  if amount <= remaining then return remaining, 0, 0 end
  return remaining, 0, COME_AGAIN
end

function kinds.C.take(slots, limit, amount, id, lease)
  redis.call('ZADD', slots.key, digits(slots.now + lease), id)
  redis.call('PEXPIRE', slots.key, digits(lease))
end

function kinds.C.correct(slots, limit, taken_at, now, by, id)
  redis.call('ZREM', slots.key, id)
end
