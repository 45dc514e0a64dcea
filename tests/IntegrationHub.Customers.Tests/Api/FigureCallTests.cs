using System.Net;
using System.Text;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Readings;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Tests.Api;

/// <summary>Bills and consumption by calls, and what a customer enters for an account of his.</summary>
[Collection(CustomersCollection.Name)]
public sealed class FigureCallTests(CustomersSite site)
{
    /// <summary>A day that is over in every time zone.</summary>
    private static readonly LocalDate Day = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(-3);

    [Fact]
    public async Task A_bill_is_read_term_by_term_by_its_customer_and_by_nobody_else()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        using var stranger = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        Assert.Empty((await caller.ReadAsync("/bills")).EnumerateArray());
        var bill = new CustomerBill(
            "ACC-9/10kV", new(2026, 10), 2, "CNY", "R-9", "FIXED/1", new(2026, 10, 1), new(2026, 10, 31), Energy.FromMegawattHours(100), Energy.FromMegawattHours(90), 3,
            [new("fixed", "", "", 100, "MWh", 420, false, 42_000m), new("deviation", "", "10 of 90", 500, "CNY", 0.5m, false, 250m)], -12.5m)
        {
            Parts = [new("R-8", "FIXED/1", new(2026, 10, 1), new(2026, 10, 15)), new("R-9", "FIXED/2", new(2026, 10, 16), new(2026, 10, 31))],
        };
        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Bill, MarketJson.Write(bill));
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync("/bills")).GetArrayLength() == 1, "the bill has crossed");

        var listed = (await caller.ReadAsync("/bills"))[0];
        Assert.Equal(("ACC-9/10kV", "2026-10", 42_250m, -12.5m), (
            listed.GetProperty("account").GetString(), listed.GetProperty("month").GetString(), listed.GetProperty("total").GetDecimal(), listed.GetProperty("difference").GetDecimal()));
        var read = await caller.ReadAsync("/bills/2026-10/2?account=ACC-9%2F10kV");
        Assert.Equal(["fixed", "deviation"], read.GetProperty("terms").EnumerateArray().Select(static term => term.GetProperty("rule").GetString()));
        Assert.Equal("2026-10-15", read.GetProperty("parts")[0].GetProperty("to").GetString());
        using var drawn = await caller.GetAsync("/bills/2026-10/2/pdf?account=ACC-9%2F10kV");
        Assert.Equal(("application/pdf", "ACC-9-10kV-2026-10-2.pdf"), (drawn.Content.Headers.ContentType!.MediaType, drawn.Content.Headers.ContentDisposition!.FileName));
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(await drawn.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);

        foreach (var path in new[] { "/bills/2026-10/1?account=ACC-9%2F10kV", "/bills/2026-10/2?account=ACC-8%2F10kV", "/bills/2026-10/2", "/bills/x/2" })
            await CustomerCaller.RefusedAsync(await caller.GetAsync(path), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        foreach (var path in new[] { "/bills/2026-10/2?account=ACC-9%2F10kV", "/bills/2026-10/2/pdf?account=ACC-9%2F10kV" })
            await CustomerCaller.RefusedAsync(await stranger.GetAsync(path), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        var happened = (await caller.ReadAsync("/history")).GetProperty("entries").EnumerateArray().Select(static one => one.GetProperty("what").GetString());
        Assert.Contains("bill.corrected", happened);
        Assert.Empty((await stranger.ReadAsync("/history")).GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task Consumption_is_read_by_day_and_interval_and_own_readings_and_demand_are_entered()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        using var stranger = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        var number = (await site.Get<CustomerBook>().ListAsync(null, default)).Single(one => one.CustomerName == customer.Name).AccountNumber;
        var (account, day) = ($"{number}/10kV", LocalDatePattern.Iso.Format(Day));
        var (month, query) = (day[..7], $"?account={number}%2F10kV");
        var count = site.Get<ReadingBook>().Grids.Of(BillingMonth.Of(Day)).Days[Day.Day - 1].Count;
        await HandedIn.MeterAsync(site, number, day, [.. Enumerable.Repeat("-", count - 1), "2.5"]);
        await CustomersSite.UntilAsync(async () => (await caller.GetAsync($"/consumption/{month}{query}")).StatusCode == HttpStatusCode.OK, "the readings have crossed");

        var listed = await caller.ReadAsync("/consumption");
        Assert.Equal([account], listed.GetProperty("accounts").EnumerateArray().Select(static one => one.GetString()!));
        Assert.Equal((month, 2.5m), (listed.GetProperty("months")[0].GetProperty("month").GetString(), listed.GetProperty("months")[0].GetProperty("kilowattHours").GetDecimal()));

        var taken = await caller.AskedAsync("/readings", new { request = Guid.CreateVersion7(), account, day, values = Enumerable.Repeat((decimal?)1.25m, count).Select(static (value, i) => i == 1 ? null : value) });
        Assert.Equal(("done", $"{account} {day}"), (taken.GetProperty("state").GetString(), taken.GetProperty("about").GetString()));
        await CustomersSite.UntilAsync(async () => await EnergyAsync() == ((count - 2) * 1.25m) + 2.5m, "what was entered shows, and the meter's stays");
        var intervals = await caller.ReadAsync($"/consumption/{month}/days/{day}{query}");
        Assert.Equal((1.25m, System.Text.Json.JsonValueKind.Null, 2.5m), (
            intervals.GetProperty("kilowattHours")[0].GetDecimal(), intervals.GetProperty("kilowattHours")[1].ValueKind, intervals.GetProperty("kilowattHours")[count - 1].GetDecimal()));
        Assert.Equal(("entered", "missing", "measured"), (
            intervals.GetProperty("qualities")[0].GetString(), intervals.GetProperty("qualities")[1].GetString(), intervals.GetProperty("qualities")[count - 1].GetString()));

        var later = LocalDatePattern.Iso.Format(Day.PlusDays(40));
        var declared = await caller.AskedAsync("/demand", new { request = Guid.CreateVersion7(), account, day = later, values = Enumerable.Repeat(12.5m, site.Get<ReadingBook>().Grids.Of(BillingMonth.Of(Day.PlusDays(40))).Days[Day.PlusDays(40).Day - 1].Count) });
        Assert.Equal("demand.declared", declared.GetProperty("kind").GetString());

        // What the company's side refuses says why; what cannot be asked is not handed in.
        var refused = await caller.AskedAsync("/readings", new { request = Guid.CreateVersion7(), account, day, values = Enumerable.Repeat(1_000_000m, count) });
        Assert.Equal(("refused", "READING_IMPLAUSIBLE"), (refused.GetProperty("state").GetString(), refused.GetProperty("code").GetString()));
        var few = await CustomerCaller.RefusedAsync(await caller.PostAsync("/readings", new { request = Guid.CreateVersion7(), account, day, values = new decimal?[] { 1, 2, 3 } }), HttpStatusCode.UnprocessableEntity, "ENTRY_VALUES");
        Assert.Contains($"has {count} intervals", few.GetProperty("detail").GetString() + few.GetProperty("findings")[0], StringComparison.Ordinal);

        // What can be entered, and what was, with what became of it.
        var limits = await caller.ReadAsync($"/consumption/intervals/{day}");
        Assert.Equal((count, "00:00"), (limits.GetProperty("readings").GetProperty("grids")[0].GetProperty("count").GetInt32(), limits.GetProperty("readings").GetProperty("grids")[0].GetProperty("starts")[0].GetString()));
        Assert.Equal(3, limits.GetProperty("demand").GetProperty("grids").GetArrayLength());
        var entered = (await caller.ReadAsync("/readings")).EnumerateArray().Select(static one => (one.GetProperty("state").GetString(), one.GetProperty("kilowattHours")[0].GetDecimal())).ToList();
        Assert.Equal([("refused", 1_000_000m), ("done", 1.25m)], entered);
        Assert.Equal((account, later, "done"), ((await caller.ReadAsync("/demand"))[0].GetProperty("account").GetString(), (await caller.ReadAsync("/demand"))[0].GetProperty("day").GetString(), (await caller.ReadAsync("/demand"))[0].GetProperty("state").GetString()));
        Assert.Empty((await stranger.ReadAsync("/readings")).EnumerateArray());
        await CustomerCaller.RefusedAsync(await caller.PostAsync("/readings", new { request = Guid.CreateVersion7(), account, day, values = new decimal?[] { -1 } }), HttpStatusCode.UnprocessableEntity, "ENTRY_VALUES");
        await CustomerCaller.RefusedAsync(await caller.PostAsync("/demand", new { request = Guid.CreateVersion7(), account, day = later, values = new decimal?[] { 1, null } }), HttpStatusCode.UnprocessableEntity, "ENTRY_VALUES");
        var wrong = await CustomerCaller.RefusedAsync(
            await caller.PostAsync("/readings", new { request = "x", account, day = "2026-02-30", values = new object[] { 1, "x" } }), HttpStatusCode.UnprocessableEntity, "JSON_VALUE_WRONG");
        Assert.Equal(3, CustomerCaller.CodesOf(wrong).Count);
        Assert.Contains("$.values[1]", wrong.GetProperty("findings")[2].GetProperty("element").GetString(), StringComparison.Ordinal);

        foreach (var path in new[] { $"/consumption/{month}{query}", $"/consumption/{month}/days/{day}{query}" })
            await CustomerCaller.RefusedAsync(await stranger.GetAsync(path), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        foreach (var path in new[] { $"/consumption/{month}", $"/consumption/2020-01{query}", $"/consumption/{month}/days/2020-01-01{query}", $"/consumption/{month}/days/x{query}" })
            await CustomerCaller.RefusedAsync(await caller.GetAsync(path), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        foreach (var path in new[] { "/readings", "/demand" })
            await CustomerCaller.RefusedAsync(await stranger.PostAsync(path, new { request = Guid.CreateVersion7(), account, day, values = new decimal?[] { 1 } }), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        async Task<decimal?> EnergyAsync() => (await caller.ReadAsync($"/consumption/{month}{query}")).GetProperty("days").EnumerateArray().Single(one => one.GetProperty("day").GetString() == day).GetProperty("kilowattHours") is { ValueKind: System.Text.Json.JsonValueKind.Number } sum
            ? sum.GetDecimal()
            : null;
    }

    [Fact]
    public async Task A_reminder_is_read_by_who_wants_to_see_it()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        Assert.Empty((await caller.ReadAsync("/reminders")).EnumerateArray());
        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Reminder, MarketJson.Write(new CustomerReminder(
            "R-9", new(2026, 11), Market.Tracking.DeliveryWarningKind.BeyondBand, new(2026, 11, 12), Energy.FromMegawattHours(120), Energy.FromMegawattHours(100), IsOpen: true)));
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync("/reminders")).GetArrayLength() == 1, "the reminder has crossed");
        var reminder = (await caller.ReadAsync("/reminders"))[0];
        Assert.Equal(("R-9", "beyond-band", 120m), (reminder.GetProperty("contract").GetString(), reminder.GetProperty("kind").GetString(), reminder.GetProperty("projectedMegawattHours").GetDecimal()));
        using var stranger = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        Assert.Empty((await stranger.ReadAsync("/reminders")).EnumerateArray());
    }
}
