using System.Net;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.Contracts;

namespace IntegrationHub.Customers.Tests.Api;

/// <summary>Own contracts by calls: read, drawn, agreed to with a code, declined, asked to be changed.</summary>
[Collection(CustomersCollection.Name)]
public sealed class ContractCallTests(CustomersSite site)
{
    [Fact]
    public async Task A_customer_reads_the_offered_text_and_agrees_with_the_code_of_this_session()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        using var other = await CustomerCaller.SignedInAsync(site, customer);
        var (number, path, digest) = await OfferedAsync(caller, customer);
        bool IsCode(string message) => message.Contains(number, StringComparison.Ordinal) && CustomersSite.CodeIn(message).Length > 0;

        var listed = Assert.Single((await caller.ReadAsync("/contracts")).EnumerateArray());
        Assert.Equal((number, "offered", "2027-01-01", 1000m), (
            listed.GetProperty("number").GetString(), listed.GetProperty("state").GetString(), listed.GetProperty("from").GetString(), listed.GetProperty("megawattHours").GetDecimal()));
        var text = (await caller.ReadAsync(path)).GetProperty("text").GetString()!;
        Assert.Contains("星河售电有限公司", text, StringComparison.Ordinal);
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), ignoreCase: true);

        // One id for both acts is two requests all the same.
        var request = Guid.CreateVersion7();
        Assert.Equal("done", (await caller.AskedAsync($"{path}/code", new { request, digest })).GetProperty("state").GetString());
        await CustomersSite.UntilAsync(() => Task.FromResult(site.MessagesTo(customer.Phone).Any(IsCode)), "the code was sent");
        var code = CustomersSite.CodeIn(site.MessagesTo(customer.Phone).Last(IsCode));

        // Of another session it is nothing, and a wrong one is none.
        Assert.Equal("refused", (await other.AskedAsync($"{path}/agree", new { request = Guid.CreateVersion7(), digest, code })).GetProperty("state").GetString());
        var wrong = await caller.AskedAsync($"{path}/agree", new { request = Guid.CreateVersion7(), digest, code = code == "000000" ? "000001" : "000000" });
        Assert.Equal(("refused", true), (wrong.GetProperty("state").GetString(), wrong.GetProperty("code").GetString() is { Length: > 0 }));
        Assert.Equal(ContractState.Offered, await site.StateAsync(number));

        // Sent twice it is one request.
        var agree = new { request, digest, code };
        Assert.Equal("done", (await caller.AskedAsync($"{path}/agree", agree)).GetProperty("state").GetString());
        Assert.Equal(ContractState.Agreed, await site.StateAsync(number));
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync(path)).GetProperty("state").GetString() == "agreed", "the new state has crossed");
        await CustomerCaller.RefusedAsync(await caller.PostAsync($"{path}/decline", new { request = Guid.CreateVersion7(), digest, words = "Too late." }), HttpStatusCode.Conflict, "CONTRACT_TRANSITION");
    }

    [Fact]
    public async Task A_contract_is_declined_with_words_of_the_text_that_was_read()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        var (number, path, digest) = await OfferedAsync(caller, customer);

        foreach (var act in new[] { "decline", "change" })
        {
            var wrong = await CustomerCaller.RefusedAsync(
                await caller.PostAsync($"{path}/{act}", new { request = Guid.CreateVersion7(), digest = new string('0', 64), words = "  " }), HttpStatusCode.UnprocessableEntity, "CONTRACT_DIGEST");
            Assert.Equal(["CONTRACT_DIGEST", "ARTICLE_FIELD"], CustomerCaller.CodesOf(wrong));
        }

        await CustomerCaller.RefusedAsync(await caller.PostAsync($"{path}/code", new { request = Guid.CreateVersion7(), digest = "" }), HttpStatusCode.UnprocessableEntity, "CONTRACT_DIGEST");
        var body = await CustomerCaller.RefusedAsync(await caller.PostAsync($"{path}/agree", new { request = "x", code = (string?)null }), HttpStatusCode.UnprocessableEntity, "JSON_VALUE_WRONG");
        Assert.Equal(["JSON_VALUE_WRONG", "JSON_VALUE_NULL", "JSON_MEMBER_MISSING"], CustomerCaller.CodesOf(body));
        Assert.Equal(ContractState.Offered, await site.StateAsync(number));

        Assert.Equal("done", (await caller.AskedAsync($"{path}/decline", new { request = Guid.CreateVersion7(), digest, words = "Too dear." })).GetProperty("state").GetString());
        Assert.Equal(ContractState.Declined, await site.StateAsync(number));
    }

    [Fact]
    public async Task Changes_are_asked_for()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        var (_, path, digest) = await OfferedAsync(caller, customer);
        var answer = await caller.AskedAsync($"{path}/change", new { request = Guid.CreateVersion7(), digest, words = "Half of it, please." });
        Assert.Equal("contract.change", answer.GetProperty("kind").GetString());
        Assert.NotEqual("refused", answer.GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_contract_is_a_file_and_another_customers_is_not_there()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        using var stranger = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        using var nobody = new CustomerCaller(site.Address);
        var (_, path, digest) = await OfferedAsync(caller, customer);

        using var drawn = await caller.GetAsync(path + "/pdf");
        Assert.Equal("application/pdf", drawn.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(await drawn.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);

        Assert.Empty((await stranger.ReadAsync("/contracts")).EnumerateArray());
        foreach (var one in new[] { path, path + "/pdf", path[..^1] + "7" })
            await CustomerCaller.RefusedAsync(await stranger.GetAsync(one), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        var request = Guid.CreateVersion7();
        foreach (var (act, body) in new (string, object)[] { ("code", new { request, digest }), ("agree", new { request, digest, code = "123456" }), ("decline", new { request, digest, words = "no" }), ("change", new { request, digest, words = "no" }) })
        {
            await CustomerCaller.RefusedAsync(await stranger.PostAsync($"{path}/{act}", body), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
            await CustomerCaller.RefusedAsync(await nobody.PostAsync($"{path}/{act}", body), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        }

        await CustomerCaller.RefusedAsync(await nobody.GetAsync(path), HttpStatusCode.Unauthorized, "SESSION_MISSING");
    }

    private async Task<(string Number, string Path, string Digest)> OfferedAsync(CustomerCaller caller, TestCustomer customer)
    {
        var number = await site.OfferAsync(customer);
        var path = $"/contracts/{number}/1";
        await CustomersSite.UntilAsync(async () => (await caller.GetAsync(path)).StatusCode == HttpStatusCode.OK, "the contract has crossed");
        return (number, path, (await caller.ReadAsync(path)).GetProperty("digest").GetString()!);
    }
}
