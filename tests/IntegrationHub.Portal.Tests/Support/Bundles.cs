using System.Net;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>Evidence as somebody takes it out of the page and brings it back.</summary>
internal static class Bundles
{
    /// <summary>The bundle of an exchange, as soon as all its events have their places in the ledger: about once a second.</summary>
    public static async Task<byte[]> ExportAsync(PortalClient client, Guid exchange)
    {
        var page = $"/exchanges/{exchange}";
        var answer = await client.PostAsync(page, page + "/evidence");
        for (var i = 0; i < 60 && answer.StatusCode == HttpStatusCode.Conflict; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            answer = await client.PostAsync(page, page + "/evidence");
        }

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Sends a file with a form of a page.</summary>
    public static async Task<HttpResponseMessage> SendAsync(PortalClient client, string page, string path, string field, byte[] file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await client.TokenOfAsync(page)), "form-token" }, { new ByteArrayContent(file), field, "evidence.asice" } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);

        return await client.SendAsync(HttpMethod.Post, path, form);
    }
}
