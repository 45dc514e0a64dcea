using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Processes.Customers;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Tests.Tracking;
using NodaTime;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.CustomerSide;

/// <summary>What persons are told, by which way, when and how often.</summary>
public sealed class NoticeTests(RetailSite site) : IClassFixture<RetailSite>
{
    private readonly NoticeSite _hub = new(site);

    [Fact]
    public async Task What_happened_is_told_once_to_everybody_of_the_customer_by_the_ways_that_each_chose()
    {
        var (customer, first, phone) = await _hub.PersonAsync();
        var (_, second, other) = await _hub.PersonAsync(customer);
        var (_, stranger, strange) = await _hub.PersonAsync();
        await _hub.ChooseAsync(second, SubscriptionTopic.NewBill, page: false, sms: true);
        for (var i = 0; i < 3; i++)
        {
            await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-10") { Digest = "1" }, default);
            await _hub.Sending.SendAsync(default);
        }

        Assert.Equal("2026-10 账单已出 / your bill of 2026-10 is there", Assert.Single(_hub.To(phone)));
        Assert.Single(_hub.To(other));
        Assert.Empty(_hub.To(strange));
        Assert.Equal(("2026-10", SubscriptionTopic.NewBill), (Assert.Single(_hub.PageOf(first)).Thing, _hub.PageOf(first)[0].Topic));
        Assert.Empty(_hub.PageOf(second));
        Assert.Empty(_hub.PageOf(stranger));

        // A correction is news again.
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-10") { Digest = "2" }, default);
        await _hub.Sending.SendAsync(default);
        Assert.Equal(2, _hub.To(phone).Count);
        Assert.Contains(await site.EventsAsync("customer.notice"), one => one.Data.Contains($"\"{first}\"", StringComparison.Ordinal) && one.Data.Contains("Sent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_night_the_page_has_it_and_the_message_comes_in_the_morning_once_also_when_the_hub_died_meanwhile()
    {
        var (customer, login, phone) = await _hub.PersonAsync();
        _hub.Now = new(2026, 11, 12, 22, 0);
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-09") { Digest = "1" }, default);
        await _hub.Sending.SendAsync(default);
        Assert.Single(_hub.PageOf(login));
        Assert.Empty(_hub.To(phone));

        foreach (var early in new LocalDateTime[] { new(2026, 11, 12, 23, 59), new(2026, 11, 13, 0, 0), new(2026, 11, 13, 7, 59, 59) })
        {
            _hub.Now = early;
            await new NoticeSite(site) { Now = early }.Sending.SendAsync(default);
            await _hub.Sending.SendAsync(default);
            Assert.Empty(_hub.To(phone));
        }

        // Another hub takes over; both send.
        var next = new NoticeSite(site) { Now = new(2026, 11, 13, 8, 0) };
        _hub.Now = next.Now;
        await Task.WhenAll(next.Sending.SendAsync(default), _hub.Sending.SendAsync(default));
        await next.Sending.SendAsync(default);
        Assert.Single(next.To(phone).Concat(_hub.To(phone)));
        Assert.Empty(next.PageOf(login));
    }

    [Fact]
    public async Task What_became_of_each_way_is_kept_with_the_number_hidden()
    {
        var (customer, login, phone) = await _hub.PersonAsync();
        _hub.Now = new(2026, 11, 12, 23, 0);
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-03") { Digest = "1" }, default);
        await _hub.Sending.SendAsync(default);
        Assert.Equal(["Page Shown", "Sms Quiet"], await StatesAsync());
        var waiting = (await OfAsync()).Single(static one => one.Way == MessageWay.Sms);
        Assert.Equal(("customer.bill", "2026-03 账单已出 / your bill of 2026-03 is there", "…" + phone[^3..]), (waiting.Kind, waiting.Text, Assert.Single(waiting.Phones)));
        Assert.Equal(new LocalDateTime(2026, 11, 13, 8, 0).InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).ToDateTimeOffset(), waiting.NotBefore);
        Assert.DoesNotContain(phone, System.Text.Json.JsonSerializer.Serialize(waiting), StringComparison.Ordinal);

        _hub.Now = new(2026, 11, 13, 8, 0);
        _hub.BeforeMessage = static () => throw new SmsException("down");
        await _hub.Sending.SendAsync(default);
        Assert.Equal(["Page Shown", "Sms Waiting"], await StatesAsync());
        _hub.BeforeMessage = static () => { };
        _hub.Now = new(2026, 11, 13, 9, 0);
        await _hub.Sending.SendAsync(default);
        Assert.Equal(["Page Shown", "Sms Sent"], await StatesAsync());

        async Task<IReadOnlyList<StoredMessage>> OfAsync() => [.. (await new MessageBook(site.Records).NewestAsync(null, null, null, 1000, default)).Where(one => one.To == login)];

        async Task<IEnumerable<string>> StatesAsync() => (await OfAsync()).Select(static one => $"{one.Way} {one.State}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_a_gateway_may_have_taken_is_not_known_counts_for_the_day_and_is_not_sent_again()
    {
        var (customer, login, phone) = await _hub.PersonAsync();
        _hub.Now = new(2026, 11, 20, 9, 0);
        _hub.BeforeMessage = static () => throw new SmsException("late") { MayHaveLeft = true };
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-03") { Digest = "1" }, default);
        await _hub.Sending.SendAsync(default);
        _hub.BeforeMessage = static () => { };
        _hub.Now = new(2026, 11, 20, 19, 0);
        await _hub.Sending.SendAsync(default);

        Assert.Empty(_hub.To(phone));
        Assert.Contains((await new MessageBook(site.Records).NewestAsync(null, null, null, 1000, default)), one => one.To == login && one is { Way: MessageWay.Sms, State: MessageState.Unknown });
        // Of the three of a day one is used up.
        foreach (var month in new[] { "2026-04", "2026-05", "2026-06" })
            await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, month) { Digest = "1" }, default);

        await _hub.Sending.SendAsync(default);
        Assert.Equal(2, _hub.To(phone).Count);
    }

    [Fact]
    public async Task Killed_at_any_commit_nobody_is_told_twice()
    {
        for (var step = 0; ; step++)
        {
            var died = false;
            foreach (var after in new[] { false, true })
            {
                var (customer, login, phone) = await _hub.PersonAsync();
                var dying = new DyingRecords(site.Records, step, after);
                var killed = new NoticeSite(site) { Records = dying };
                try
                {
                    await killed.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-08") { Digest = "1" }, default);
                    await killed.Sending.SendAsync(default);
                }
                catch (DiedException)
                {
                }

                died |= dying.HasDied;
                var next = new NoticeSite(site) { Crossings = killed.Crossings };
                await next.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-08") { Digest = "1" }, default);
                await next.Sending.SendAsync(default);
                await next.Sending.SendAsync(default);
                Assert.Single(next.PageOf(login));
                Assert.True(killed.To(phone).Count + next.To(phone).Count <= 1, $"told twice, died at {step}{(after ? " after" : " before")} the commit");
            }

            if (!died)
                break;
        }
    }

    [Fact]
    public async Task More_than_a_days_messages_wait_for_the_next_morning_and_a_contract_to_sign_does_not()
    {
        var (customer, _, phone) = await _hub.PersonAsync();
        for (var month = 1; month <= 5; month++)
            await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, $"2026-0{month}") { Digest = "1" }, default);

        await AllAsync();
        Assert.Equal(3, _hub.To(phone).Count);
        var terms = await OfferedAsync(customer);
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.ContractToSign, terms + "/1") { Digest = "00" }, default);
        await AllAsync();
        Assert.Contains(terms, _hub.To(phone)[^1], StringComparison.Ordinal);
        Assert.Equal(4, _hub.To(phone).Count);

        _hub.Now = new(2026, 11, 13, 7, 0);
        await AllAsync();
        Assert.Equal(4, _hub.To(phone).Count);
        _hub.Now = new(2026, 11, 13, 8, 0);
        await AllAsync();
        Assert.Equal(6, _hub.To(phone).Count);
        Assert.Equal(6, _hub.To(phone).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_gateway_that_is_down_uses_up_nobodys_day_and_what_was_being_sent_when_the_hub_died_is_not_sent_again()
    {
        var (customer, _, phone) = await _hub.PersonAsync();
        _hub.BeforeMessage = static () => throw new SmsException("down");
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-07") { Digest = "1" }, default);
        for (var i = 0; i < 4; i++)
        {
            await _hub.Sending.SendAsync(default);
            _hub.Now = _hub.Now.PlusHours(1);
        }

        _hub.BeforeMessage = static () => { };
        _hub.Now = new(2026, 11, 12, 19, 0);
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-06") { Digest = "1" }, default);
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-05") { Digest = "1" }, default);
        await AllAsync();
        Assert.Equal(3, _hub.To(phone).Count);

        var (lost, _, gone) = await _hub.PersonAsync();
        _hub.AfterMessage = static () => throw new DiedException();
        await _hub.Notices.RaiseAsync(new(lost, SubscriptionTopic.NewBill, "2026-07") { Digest = "1" }, default);
        await Assert.ThrowsAsync<DiedException>(() => _hub.Sending.SendAsync(default));
        _hub.AfterMessage = static () => { };
        _hub.Now = new(2027, 1, 4, 12, 0);
        await AllAsync();
        Assert.Single(_hub.To(gone));
        Assert.Contains(await site.EventsAsync("customer.notice"), static one => one.Data.Contains("Unknown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_switched_off_in_the_night_is_not_sent_in_the_morning_and_who_is_switched_off_gets_nothing()
    {
        var (customer, login, phone) = await _hub.PersonAsync();
        var (_, second, other) = await _hub.PersonAsync(customer);
        _hub.Now = new(2026, 11, 12, 23, 0);
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.NewBill, "2026-04") { Digest = "1" }, default);
        await _hub.Sending.SendAsync(default);
        await _hub.ChooseAsync(login, SubscriptionTopic.NewBill, page: true, sms: false);
        Good(await _hub.Logins.SwitchAsync(second, enabled: false, "li", default));
        _hub.Now = new(2026, 11, 13, 9, 0);
        await AllAsync();
        Assert.Empty(_hub.To(phone));
        Assert.Empty(_hub.To(other));
    }

    [Fact]
    public async Task Of_a_contract_that_was_answered_meanwhile_nobody_is_told_any_more()
    {
        var (customer, _, phone) = await _hub.PersonAsync();
        await _hub.Notices.RaiseAsync(new(customer, SubscriptionTopic.ContractToSign, "R-gone/1") { Digest = "00" }, default);
        await _hub.Sending.SendAsync(default);
        Assert.Empty(_hub.To(phone));
    }

    [Fact]
    public async Task A_contract_that_ends_is_told_so_many_days_before_as_each_chose_and_one_that_goes_on_is_not()
    {
        var (customer, login, phone) = await _hub.PersonAsync();
        var (_, early, other) = await _hub.PersonAsync(customer);
        await _hub.ChooseAsync(early, SubscriptionTopic.ContractEnding, page: true, sms: true, days: 60);
        var contract = await OfferedAsync(customer, ContractState.InForce);
        foreach (var (day, messages, earlier) in new[] { (new LocalDate(2026, 10, 31), 0, 0), (new(2026, 11, 1), 0, 1), (new(2026, 11, 30), 0, 1), (new(2026, 12, 1), 1, 1), (new(2026, 12, 31), 1, 1) })
        {
            _hub.Now = day + new LocalTime(12, 0);
            await _hub.Ending.LookAsync(default);
            await AllAsync();
            Assert.Equal((messages, earlier), (_hub.To(phone).Count, _hub.To(other).Count));
        }

        Assert.Equal($"合同 {contract} 于 2026-12-31 到期 / contract ends on 2026-12-31", _hub.To(phone)[0]);
        Assert.Equal(new LocalDate(2026, 12, 31), Assert.Single(_hub.PageOf(login)).On);

        var (other2, _, phone2) = await _hub.PersonAsync();
        var going = await OfferedAsync(other2, ContractState.InForce);
        await OfferedAsync(other2, ContractState.InForce, going, 2, new(2028, 1, 31));
        await _hub.Ending.LookAsync(default);
        await AllAsync();
        Assert.Empty(_hub.To(phone2));
    }

    [Fact]
    public void A_message_is_one_message_names_a_contract_and_holds_no_price()
    {
        foreach (var topic in Enum.GetValues<SubscriptionTopic>())
        {
            foreach (var thing in new[] { "R-1/1", new string('9', 60) + "/12" })
            {
                var text = NoticeTexts.Of(new(topic, topic == SubscriptionTopic.NewBill ? "2026-10" : thing, default) { On = new(2026, 12, 31) });
                Assert.InRange(text.Length, 20, OneMessage.MostWide);
            }
        }

        // Chinese goes as 70 characters of two octets; what is ASCII alone as 160 of seven bits.
        Assert.Contains("R-2026-ABCDEF-01", NoticeTexts.Of(new(SubscriptionTopic.ContractToSign, "R-2026-ABCDEF-01/1", default)), StringComparison.Ordinal);
        Assert.All(new[] { (70, '电', true), (71, '电', false), (160, 'a', true), (161, 'a', false), (71, '{', false) }, one => Assert.Equal(one.Item3, OneMessage.Holds(new string(one.Item2, one.Item1))));
        Assert.All(new[] { "consent", "bound" }, about => Assert.InRange(CustomerTell.TextOf(about, new(2026, 12, 31)).Length, 20, OneMessage.MostWide));
    }

    [Fact]
    public async Task An_amendment_with_the_same_last_day_is_not_told_again()
    {
        var (customer, login, phone) = await _hub.PersonAsync();
        var contract = await OfferedAsync(customer, ContractState.InForce);
        _hub.Now = new(2026, 12, 2, 12, 0);
        await _hub.Ending.LookAsync(default);
        await AllAsync();
        await OfferedAsync(customer, ContractState.InForce, contract, 2);
        await _hub.Ending.LookAsync(default);
        await AllAsync();
        Assert.Single(_hub.To(phone));
        Assert.Single(_hub.PageOf(login));
    }

    [Fact]
    public async Task A_text_that_is_offered_again_is_told_again_and_one_that_nobody_could_be_told_of_when_somebody_can()
    {
        var (customer, login, phone) = await _hub.PersonAsync();
        var account = (await site.Customers.ListAsync(null, default)).First(one => one.CustomerName == customer);
        var terms = (await site.ContractAsync()) with { Buyer = new("C-1", "NCN", customer), Accounts = [new(account.AccountNumber, account.VoltageLevel)] };
        Good(await site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        Good(await _hub.Logins.SwitchAsync(login, enabled: false, "li", default));
        var first = await OfferAsync();
        Assert.Empty(_hub.To(phone));

        Good(await _hub.Logins.SwitchAsync(login, enabled: true, "li", default));
        await LookAsync();
        await LookAsync();
        Assert.Single(_hub.To(phone));

        // The customer wants something else, and the retailer stays with the text.
        Good(await site.Contracts.StepAsync(terms.MRid, null, new(ContractAction.AskForChanges, "customer", Reason: "cheaper"), default));
        await LookAsync();
        Assert.Equal(first, await OfferAsync());
        await LookAsync();
        Assert.Equal(2, _hub.To(phone).Count);
        Assert.Equal(2, _hub.PageOf(login).Count);

        async Task<string> OfferAsync()
        {
            var submitted = Good(await site.Contracts.StepAsync(terms.MRid, null, new(ContractAction.Submit, "li"), default));
            var digest = Good(await site.Contracts.TextAsync(submitted, default)).Digest;
            Good(await site.Contracts.StepAsync(terms.MRid, null, new(ContractAction.Offer, "wang", digest), default));
            await LookAsync();
            return digest;
        }

        async Task LookAsync()
        {
            await _hub.Shelves.PublishAsync(withFigures: false, default);
            await AllAsync();
        }
    }

    /// <summary>Until nothing is left to do now: of a number one message goes in each round at most where two count at once.</summary>
    private async Task AllAsync()
    {
        for (var i = 0; i < 4; i++)
            await _hub.Sending.SendAsync(default);
    }

    /// <summary>A contract of the customer's one account, to the last of December; its number.</summary>
    private async Task<string> OfferedAsync(string customer, ContractState state = ContractState.Offered, string? number = null, int version = 1, LocalDate? last = null)
    {
        var account = (await site.Customers.ListAsync(null, default)).First(one => one.CustomerName == customer);
        number ??= site.Fresh("R");
        var terms = (await site.ContractAsync()) with
        {
            MRid = number, Version = version, Buyer = new("C-1", "NCN", customer), ValidFrom = new(2026, 1, 1), ValidTo = last ?? new(2026, 12, 31), Accounts = [new(account.AccountNumber, account.VoltageLevel)],
        };
        Assert.Equal(RecordResult.Saved, await site.Records.SaveAsync(
            [
                new(
                    RecordKind.Contract, number, version, state.ToString(), terms.ValidFrom.ToDateOnly(), terms.ValidTo.ToDateOnly(),
                    MarketJson.WriteUtf8(new StoredContract(new ContractLife(terms, state, "li", "00"), "合同", "zh"))),
            ],
            [], "li", default));
        return number;
    }
}
