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
    [InlineData(500, "OK")]
    [InlineData(401, "OK")]
    [InlineData(302, "OK")]
    [InlineData(200, "no credit left")]
    public async Task What_is_no_clear_yes_is_a_failure_and_says_nothing_of_number_and_text(int status, string answer)
    {
        _first.Answers = (status, answer);
        using var gateway = Gateway(_first, success: "OK");

        var failure = await Assert.ThrowsAsync<SmsException>(() => gateway.SendAsync("+8613800000001", "123456", default));

        Assert.DoesNotContain("13800000001", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("123456", failure.Message, StringComparison.Ordinal);
        Assert.Single(_first.Requests);
    }

    [Fact]
    public async Task A_gateway_that_says_nothing_or_is_not_there_is_a_failure()
    {
        _first.IsSilent = true;
        using var silent = Gateway(_first, timeout: TimeSpan.FromMilliseconds(200));
        using var gone = Gateway(_second);
        await _second.DisposeAsync();

        Assert.Contains("in time", (await Assert.ThrowsAsync<SmsException>(() => silent.SendAsync("+861", "x", default))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<SmsException>(() => gone.SendAsync("+861", "x", default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_gateway_takes_over_and_the_first_comes_back_after_its_rest()
    {
        _first.Answers = (503, "");
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
        (_first.Answers, _second.Answers) = ((500, ""), (403, ""));
        using var one = Gateway(_first);
        using var two = Gateway(_second);
        var sms = new FailOverSms([one, two], _time);

        for (var turn = 1; turn <= 2; turn++)
        {
            var failure = await Assert.ThrowsAsync<SmsException>(() => sms.SendAsync("+861", "a", default));
            Assert.Contains("500", failure.Message, StringComparison.Ordinal);
            Assert.Contains("403", failure.Message, StringComparison.Ordinal);
            Assert.Equal((turn, turn), (_first.Requests.Count, _second.Requests.Count));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    private HttpsSmsGateway Gateway(
        LoopbackServer server, string body = "{phone} {text}", string contentType = "application/json", string success = "", byte[]? secret = null, TimeSpan? timeout = null) =>
        new(
            new SmsGatewaySettings("provider", server.Address, contentType, body, timeout ?? TimeSpan.FromSeconds(30))
            {
                Success = success, Secret = secret, Headers = new Dictionary<string, string> { ["X-Account"] = "account-7" },
            },
            _time);
}
