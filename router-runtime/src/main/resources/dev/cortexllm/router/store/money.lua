-- Money of budgets in Redis, in nano-USD: the same arithmetic as BudgetTable of package router.budget.
local PLENTY = 2 ^ 53
local NONE = -1
local BLOCKED = -1
-- What is settled late finds its window for so long after its end; so long is known that an attempt is settled.
local KEPT = 8 * 24 * 3600 * 1000
local HELD = 35 * 24 * 3600 * 1000

local function keep_until(key, ends) redis.call('PEXPIREAT', key, digits(ends + KEPT)) end

-- What is written here leaves with its window too, also where nothing more than that comes of it.
local function open_budget(key, known, ends)
  local stored = redis.call('HMGET', key, 'spent', 'reserved', 'crossed')
  local money = {key = key, spent = tonumber(stored[1] or 0), reserved = tonumber(stored[2] or 0),
    crossed = tonumber(stored[3] or NONE)}
  if known > money.spent then
    money.spent = known
    redis.call('HSET', key, 'spent', digits(known))
    keep_until(key, ends)
  end
  return money
end

local function cross(money, now)
  money.crossed = now
  redis.call('HSET', money.key, 'crossed', digits(now))
end

-- How long a throttled budget has no money; 0: it has.
local function throttled(budget, money, now)
  local used = money.spent + money.reserved
  if budget.throttle == NONE or used < budget.throttle then return 0 end
  if money.crossed == NONE then cross(money, now) end
  local rest, span = budget.limit - budget.throttle, budget.ends - money.crossed
  if rest <= 0 or span <= 0 then return math.max(1, budget.ends - now) end
  local free = money.crossed + math.ceil((used - budget.throttle) / rest * span)
  if free <= now then return 0 end
  return math.min(free, budget.ends) - now
end

local function look_budget(budget, money, now, least)
  local wait = throttled(budget, money, now)
  local room = PLENTY
  if budget.block ~= NONE then room = budget.block - money.spent - money.reserved end
  if room < least then return room, BLOCKED end
  return room, wait
end

local function take_budget(budget, money, now, amount)
  money.reserved = money.reserved + amount
  redis.call('HINCRBY', money.key, 'reserved', digits(amount))
  keep_until(money.key, budget.ends)
  if budget.throttle ~= NONE and money.crossed == NONE and money.spent + money.reserved >= budget.throttle then
    cross(money, now)
  end
end

-- Of a window that somebody has deleted meanwhile nothing is reserved; less than that would be money for others.
local function release(key, amount)
  local reserved = tonumber(redis.call('HGET', key, 'reserved') or 0)
  if reserved > 0 then redis.call('HINCRBY', key, 'reserved', digits(-math.min(amount, reserved))) end
end

-- A hold's budgets are lines of a key and the end of its window.
local function each_budget(lines, visit)
  for ends, key in string.gmatch(lines or '', '(%d+) ([^\n]+)') do visit(key, tonumber(ends)) end
end

local function hold(key, holds, id, amount, budgets, entry, leased)
  redis.call('HSET', key, 'nano', digits(amount), 'budgets', budgets, 'entry', entry)
  redis.call('PEXPIRE', key, digits(HELD))
  redis.call('ZADD', holds, digits(leased), id)
end
