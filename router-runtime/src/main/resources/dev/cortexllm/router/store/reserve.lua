-- Takes from every limit and reserves in every budget, or in none. KEYS: limits; budgets, each in this window and the next;
-- with a claim: the attempt's done mark, its hold, all holds.
-- ARGV: clock, deadline, id, lease, limits, budgets; per limit: kind, amount, span, burst, asked, shadow; with a claim: wanted,
-- least, lease of the hold (0: none), entry; per budget: block, throttle, limit, shadow, then of both windows: end, known.
-- Answers: clock, admitted (2: too late, nothing was done); per limit: remaining, reset, wait; with a claim: granted; per
-- budget: which window, spent, reserved, verdict.
local FIXED, EACH, CLAIM, BUDGET = 6, 6, 4, 8
local now = clock(ARGV[1])
local deadline = tonumber(ARGV[2])
local id, lease = ARGV[3], tonumber(ARGV[4])
local limits, budgets = tonumber(ARGV[5]), tonumber(ARGV[6])
local answer = {now, 1}

if deadline > 0 and now > deadline then return {now, 2} end

local asks = {}
for i = 1, limits do
  local at = FIXED + (i - 1) * EACH
  local kind = kinds[ARGV[at + 1]]
  local limit = {amount = tonumber(ARGV[at + 2]), span = tonumber(ARGV[at + 3]), burst = tonumber(ARGV[at + 4])}
  local amount = tonumber(ARGV[at + 5])
  local count = kind.open(KEYS[i], limit, now)
  local remaining, reset, wait = kind.look(count, limit, amount)
  asks[i] = {kind = kind, limit = limit, amount = amount, count = count, fits = wait == 0}
  if wait ~= 0 and ARGV[at + 6] == '0' then answer[2] = 0 end
  answer[#answer + 1] = remaining
  answer[#answer + 1] = reset
  answer[#answer + 1] = wait
end

local claim = FIXED + limits * EACH
local claims = #ARGV > claim
local done, held, holds = KEYS[limits + 2 * budgets + 1], KEYS[limits + 2 * budgets + 2], KEYS[limits + 2 * budgets + 3]
local wanted, least, granted, tills = 0, 0, 0, {}
if claims then
  if redis.call('EXISTS', done) == 1 then return {now, 2} end
  wanted, least = tonumber(ARGV[claim + 1]), tonumber(ARGV[claim + 2])
  granted = wanted
  local place = #answer + 1
  answer[place] = 0
  for i = 1, budgets do
    local at = claim + CLAIM + (i - 1) * BUDGET
    local which = now < tonumber(ARGV[at + 5]) and 0 or 1
    local budget = {block = tonumber(ARGV[at + 1]), throttle = tonumber(ARGV[at + 2]), limit = tonumber(ARGV[at + 3]),
      ends = tonumber(ARGV[at + 5 + 2 * which])}
    local money = open_budget(KEYS[limits + 2 * i - 1 + which], tonumber(ARGV[at + 6 + 2 * which]), budget.ends)
    local room, verdict = look_budget(budget, money, now, least)
    tills[i] = {budget = budget, money = money}
    if ARGV[at + 4] == '0' then
      if verdict ~= 0 then answer[2] = 0 end
      granted = math.min(granted, room)
    end
    answer[#answer + 1] = which
    answer[#answer + 1] = money.spent
    answer[#answer + 1] = money.reserved
    answer[#answer + 1] = verdict
  end
  answer[place] = granted
end

if answer[2] == 1 then
  for _, ask in ipairs(asks) do
    if ask.fits then ask.kind.take(ask.count, ask.limit, ask.amount, id, lease) end
  end
  local lines = {}
  for i, till in ipairs(tills) do
    take_budget(till.budget, till.money, now, granted)
    lines[i] = digits(till.budget.ends) .. ' ' .. till.money.key
  end
  if claims and ARGV[claim + 3] ~= '0' then
    hold(held, holds, id, granted, table.concat(lines, '\n'), ARGV[claim + 4], now + tonumber(ARGV[claim + 3]))
  end
end
return answer
