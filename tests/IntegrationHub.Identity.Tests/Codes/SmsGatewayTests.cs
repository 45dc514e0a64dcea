using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IntegrationHub.Confidential.Tests;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Codes.Gateways;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Codes;

/// <summary>Gateways over the wire, against a server on the loopback that behaves as told.</summary>
public sealed class SmsGatewayTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly LoopbackServer _first = new();
    private readonly LoopbackServer _second = new();

    [Fact]
    public async Task A_message_is_the_providers_request_with_values_escaped_and_signed()
    {
        var secret = "0123456789abcdef"u8.ToArray();
        using var gateway = Gateway(_first, body: """{"to":"{phone}","msg":"{text}","at":{time}}""", secret: secret);

        await gateway.SendAsync("+8613800000001", "code \"123456\" {phone} 登录", default);

        var request = Assert.Single(_first.Requests);
        using var json = JsonDocument.Parse(request.Body);
        Assert.Equal("+8613800000001", json.RootElement.GetProperty("to").GetString());
        Assert.Equal("code \"123456\" {phone} 登录", json.RootElement.GetProperty("msg").GetString());
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(seconds, json.RootElement.GetProperty("at").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{seconds}.{request.Body}"))), request.Headers["X-Signature"]);
        Assert.Equal("account-7", request.Headers["X-Account"]);
    }

    [Fact]
    public async Task A_form_is_escaped_as_forms_are()
    {
        using var gateway = Gateway(_first, body: "to={phone}&text={text}", contentType: "application/x-www-form-urlencoded");

        await gateway.SendAsync("+861", "a&to=+862 b", default);

        Assert.Equal("to=%2B861&text=a%26to%3D%2B862%20b", Assert.Single(_first.Requests).Body);
    }

    [Theory]
    [InlineData(500, "OK", true)]
    [InlineData(503, "", true)]
    [InlineData(401, "OK", false)]
    [InlineData(302, "OK", false)]
    [InlineData(200, "no credit left", false)]
    public async Task What_is_no_clear_yes_is_a_failure_and_says_nothing_of_number_and_text(int status, string answer, bool mayHaveLeft)
    {
        _first.Answers = (status, answer);
        using var gateway = Gateway(_first, success: "OK");

        var failure = await Assert.ThrowsAsync<SmsException>(() => gateway.SendAsync("+8613800000001", "123456", default));

        Assert.Equal(mayHaveLeft, failure.MayHaveLeft);
        Assert.DoesNotContain("13800000001", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("123456", failure.Message, StringComparison.Ordinal);
        Assert.Single(_first.Requests);
    }

    [Fact]
    public async Task A_gateway_that_took_the_request_and_says_nothing_may_have_the_message_and_one_that_is_not_there_has_not()
    {
        _first.IsSilent = true;
        using var silent = Gateway(_first, timeout: TimeSpan.FromMilliseconds(200));
        using var gone = Gateway(_second);
        await _second.DisposeAsync();

        var late = await Assert.ThrowsAsync<SmsException>(() => silent.SendAsync("+861", "x", default));
        var unreached = await Assert.ThrowsAsync<SmsException>(() => gone.SendAsync("+861", "x", default));

        Assert.Contains("in time", late.Message, StringComparison.Ordinal);
        Assert.True(late.MayHaveLeft);
        Assert.Contains("cannot be reached", unreached.Message, StringComparison.Ordinal);
        Assert.False(unreached.MayHaveLeft);
    }

    [Fact]
    public async Task What_fails_before_the_first_octet_of_the_message_has_not_left()
    {
        // No name is resolved by .invalid (RFC 6761); the server on the loopback speaks no TLS.
        using var nameless = Gateway(new Uri("https://sms.invalid/send"));
        using var plain = Gateway(new UriBuilder(_first.Address) { Scheme = "https" }.Uri);

        Assert.False((await Assert.ThrowsAsync<SmsException>(() => nameless.SendAsync("+861", "x", default))).MayHaveLeft);
        Assert.False((await Assert.ThrowsAsync<SmsException>(() => plain.SendAsync("+861", "x", default))).MayHaveLeft);
    }

    [Fact]
    public async Task A_notice_that_a_gateway_may_have_taken_goes_to_no_other_one_and_a_code_does()
    {
        _first.Answers = (500, "");
        using var one = Gateway(_first);
        using var two = Gateway(_second);

        var failure = await Assert.ThrowsAsync<SmsException>(() => new FailOverSms([one, two], _time).SendAsync("+861", "a", default));
        Assert.True(failure.MayHaveLeft);
        Assert.Equal((1, 0), (_first.Requests.Count, _second.Requests.Count));

        await new FailOverSms([one, two], _time).SendCodeAsync("+861", "123456", default);
        Assert.Equal((2, 1), (_first.Requests.Count, _second.Requests.Count));

        _second.Answers = (403, "");
        Assert.True((await Assert.ThrowsAsync<SmsException>(() => new FailOverSms([one, two], _time).SendCodeAsync("+861", "123456", default))).MayHaveLeft, "the first may have sent it");
    }

    [Fact]
    public async Task The_second_gateway_takes_over_and_the_first_comes_back_after_its_rest()
    {
        _first.Answers = (403, "");
        using var one = Gateway(_first);
        using var two = Gateway(_second);
        var sms = new FailOverSms([one, two], _time);

        await sms.SendAsync("+861", "a", default);
        await sms.SendAsync("+861", "b", default);
        Assert.Equal((1, 2), (_first.Requests.Count, _second.Requests.Count));

        _first.Answers = (200, "OK");
        _time.Advance(FailOverSms.Rest);
        await sms.SendAsync("+861", "c", default);
        Assert.Equal((2, 2), (_first.Requests.Count, _second.Requests.Count));
    }

    [Fact]
    public async Task When_every_gateway_fails_each_was_tried_and_the_failure_names_all()
    {
        (_first.Answers, _second.Answers) = ((401, ""), (403, ""));
        using var one = Gateway(_first);
        using var two = Gateway(_second);
        var sms = new FailOverSms([one, two], _time);

        for (var turn = 1; turn <= 2; turn++)
        {
            var failure = await Assert.ThrowsAsync<SmsException>(() => sms.SendAsync("+861", "a", default));
            Assert.False(failure.MayHaveLeft);
            Assert.Contains("401", failure.Message, StringComparison.Ordinal);
            Assert.Contains("403", failure.Message, StringComparison.Ordinal);
            Assert.Equal((turn, turn), (_first.Requests.Count, _second.Requests.Count));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    private HttpsSmsGateway Gateway(Uri address) => new(new SmsGatewaySettings("provider", address, "application/json", "{phone} {text}", TimeSpan.FromSeconds(30)), _time);

    private HttpsSmsGateway Gateway(
        LoopbackServer server, string body = "{phone} {text}", string contentType = "application/json", string success = "", byte[]? secret = null, TimeSpan? timeout = null) =>
        new(
            new SmsGatewaySettings("provider", server.Address, contentType, body, timeout ?? TimeSpan.FromSeconds(30))
            {
                Success = success, Secret = secret, Headers = new Dictionary<string, string> { ["X-Account"] = "account-7" },
            },
            _time);
}
